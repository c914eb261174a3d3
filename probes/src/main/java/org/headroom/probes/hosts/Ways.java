package org.headroom.probes.hosts;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.headroom.scenarios.stack.Machine;
import org.headroom.scenarios.stack.Ssh;
import org.headroom.scenarios.stack.Stack;

/** How each host of a stack is reached: this machine by a process, all others by ssh where that is set up. */
final class Ways {
    private Ways() {}

    /** The way to every host that there is one to, by the host's name. */
    static Map<String, Way> of(Stack stack, ThisMachine here) {
        Optional<Ssh> ssh = stack.ssh();
        boolean sudo = ssh.filter(Ssh::sudo).isPresent();
        Set<String> local =
                here.among(stack.machines().stream().map(Machine::address).toList());
        Map<String, Way> ways = new LinkedHashMap<>();
        for (Machine machine : stack.machines()) {
            Optional<Way> way = local.contains(machine.address())
                    ? Optional.of(new Way.Local(sudo))
                    : ssh.map(one -> new Way.OverSsh(machine.address(), one));
            way.ifPresent(one -> ways.put(machine.name(), one));
        }
        return ways;
    }
}
