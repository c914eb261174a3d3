package org.headroom.probes.gluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    /** A single touch that took so long when the look was given up hangs. */
    private static final double HANGS = 1.9;

    private static final Pattern GIVEN_UP = Pattern.compile("no answer within (\\d{1,3}\\.\\d)");

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
        for (String known : List.of("stuck_seconds", "frozen_seconds")) {
            if (value(known).isPresent()) {
                return value(known);
            }
        }
        // The whole helper was in a hurry: how long did the last touch take until then?
        OptionalDouble given = fact(HelperAnswer.WHY_NOT)
                .map(GIVEN_UP::matcher)
                .filter(Matcher::find)
                .map(found -> OptionalDouble.of(Double.parseDouble(found.group(1))))
                .orElse(OptionalDouble.empty());
        double hung = given.orElse(0) - value("step_at_seconds").orElse(0);
        return hung >= HANGS ? OptionalDouble.of(hung) : OptionalDouble.empty();
    }

    /** Whether so short a silence need not last. */
    boolean perhapsFrozen() {
        return frozenSeconds().orElse(ANOTHER_LOOK) < ANOTHER_LOOK - 0.1;
    }
}
