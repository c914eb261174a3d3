package org.headroom.probes.hosts;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.probes.hosts.HostAnswer.Unreachable;
import org.headroom.scenarios.stack.Machine;
import org.headroom.scenarios.stack.Stack;

/** The hosts of a stack on which a Perl program can run. */
public final class PerlHosts {
    private final Stack stack;
    private final Map<String, Way> ways;

    private PerlHosts(Stack stack, Map<String, Way> ways) {
        this.stack = stack;
        this.ways = Map.copyOf(ways);
    }

    /** As the network interfaces are now. */
    public static PerlHosts of(Stack stack) {
        return new PerlHosts(stack, Ways.of(stack, ThisMachine.now()));
    }

    /** The host of that name or address; empty when it is not this machine and no SSH is set up. */
    public Optional<PerlHost> of(String nameOrAddress) {
        return stack.machine(nameOrAddress)
                .map(Machine::name)
                .flatMap(name -> Optional.ofNullable(ways.get(name)).map(way -> new AtTheEndOf(name, way)));
    }

    /** The one that a way leads to. */
    record AtTheEndOf(String name, Way way) implements PerlHost {
        private static final Duration PATIENCE = Duration.ofSeconds(10);

        @Override
        public Process start() throws IOException {
            List<String> command = new ArrayList<>(List.of("setsid"));
            command.addAll(way.command(PATIENCE));
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().put("LC_ALL", "C");
            return builder.start();
        }

        @Override
        public Unreachable ended(Optional<Integer> exit, String said) {
            return new Trouble(way).ended(exit, said, false);
        }
    }
}
