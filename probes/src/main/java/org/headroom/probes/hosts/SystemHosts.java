package org.headroom.probes.hosts;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.headroom.scenarios.stack.Machine;
import org.headroom.scenarios.stack.Stack;

/**
 * The hosts of a stack: this machine by a process of its own, all others by the system's {@code ssh}. A helper runs on
 * each from the first question until this is closed.
 */
public final class SystemHosts implements Hosts {
    private final Stack stack;
    private final Map<String, HelperSource> sources = new LinkedHashMap<>();
    private final Set<String> here = new LinkedHashSet<>();

    private SystemHosts(Stack stack, Clock clock, ThisMachine thisMachine) {
        this.stack = stack;
        Ways.of(stack, thisMachine).forEach((name, way) -> {
            sources.put(name, new HelperSource(name, way, clock, System::nanoTime));
            if (way instanceof Way.Local) {
                here.add(name);
            }
        });
    }

    /** Whether the host of that name or address is this machine. */
    public boolean isHere(String nameOrAddress) {
        return stack.machine(nameOrAddress)
                .map(Machine::name)
                .filter(here::contains)
                .isPresent();
    }

    /** Every host of the stack that can be looked at. */
    public static SystemHosts of(Stack stack, Clock clock) {
        return new SystemHosts(stack, clock, ThisMachine.now());
    }

    @Override
    public List<String> names() {
        return stack.machines().stream().map(Machine::name).toList();
    }

    @Override
    public Optional<HostSource> of(String nameOrAddress) {
        return stack.machine(nameOrAddress).map(machine -> sources.get(machine.name()));
    }

    @Override
    public void close() {
        sources.values().forEach(HelperSource::close);
    }
}
