package org.headroom.lab.daemon;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.headroom.lab.host.LabHost;

/**
 * One daemon of a host.
 *
 * @param role what it is in the stack: {@code nginx}, {@code mariadb}, …
 * @param address where it listens, for people
 * @param prepare a shell script that makes what it needs to start
 * @param command stays in the foreground
 * @param log where it writes what goes wrong
 * @param lacking what is still lacking until it serves; empty when it does
 */
public record Service(
        String role,
        String address,
        String prepare,
        List<String> command,
        Map<String, String> environment,
        String log,
        Function<LabHost, Optional<String>> lacking) {
    public Service {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** The same with more arguments. */
    public Service with(String... arguments) {
        List<String> longer = new ArrayList<>(command);
        longer.addAll(List.of(arguments));
        return new Service(role, address, prepare, longer, environment, log, lacking);
    }
}
