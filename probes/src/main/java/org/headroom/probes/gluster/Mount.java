package org.headroom.probes.gluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.headroom.probes.health.Observations;

/**
 * A volume where a host has it mounted.
 *
 * @param host as the stack file names it
 * @param volume its name
 * @param path the mount point
 * @param clients its connections to bricks
 */
record Mount(String host, String volume, String path, List<Client> clients, Observations now) {
    /** Longer than any healthy look takes: another look, not a frozen mount, is in the way of ours until then. */
    private static final double ANOTHER_LOOK = 4;

    /**
     * The connection to a brick.
     *
     * @param brick as gluster names it
     */
    record Client(String brick, boolean connected) {}

    /** What was read of it; empty where nothing is mounted, or nobody could look. */
    static Optional<Mount> of(Observations now, String host, String volume, String path) {
        String subject = host + ":" + path;
        boolean looked = now.value(GlusterProbe.NAME, subject, "mounted").orElse(0) == 1
                || now.value(GlusterProbe.NAME, subject, "stuck_seconds").isPresent();
        return looked ? Optional.of(new Mount(host, volume, path, clients(now, subject), now)) : Optional.empty();
    }

    private static List<Client> clients(Observations now, String subject) {
        List<Client> clients = new ArrayList<>();
        for (String part : now.subjects(GlusterProbe.NAME)) {
            if (part.startsWith(subject + "/client/")) {
                OptionalDouble connected = now.value(GlusterProbe.NAME, part, "connected");
                Optional<String> brick = now.fact(GlusterProbe.NAME, part, "brick");
                if (connected.isPresent() && brick.isPresent()) {
                    clients.add(new Client(brick.get(), connected.getAsDouble() == 1));
                }
            }
        }
        return List.copyOf(clients);
    }

    /** How readings name it. */
    String subject() {
        return host + ":" + path;
    }

    /** In messages. */
    String words() {
        return volume + " on " + host + " (" + path + ")";
    }

    OptionalDouble value(String name) {
        return now.value(GlusterProbe.NAME, subject(), name);
    }

    Optional<String> fact(String name) {
        return now.fact(GlusterProbe.NAME, subject(), name);
    }

    /** Whether the look came to its end. */
    boolean looked() {
        return value("done").isPresent();
    }

    /** Why every touch fails, if so. */
    Optional<String> dead() {
        return fact("dead");
    }

    /** Another look was at it, so nothing is known this time. */
    boolean busy() {
        return value("stuck_seconds").orElse(ANOTHER_LOOK) < ANOTHER_LOOK;
    }

    /** For how many seconds it has not answered, if it hangs. */
    OptionalDouble frozenSeconds() {
        if (looked() || dead().isPresent() || busy()) {
            return OptionalDouble.empty();
        }
        OptionalDouble stuck = value("stuck_seconds");
        return stuck.isPresent()
                ? stuck
                : OptionalDouble.of(value("frozen_seconds").orElse(0));
    }
}
