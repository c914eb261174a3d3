package org.headroom.probes.gluster;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.headroom.probes.health.Observations;

/**
 * A node of the file cluster that the helper has looked at.
 *
 * @param host as the stack file names it
 * @param problem why nothing is known of it
 * @param uuid its identifier in the cluster
 * @param silent why its management daemon, glusterd, does not answer; empty if it does
 * @param peers the others, as it sees them
 */
record Node(String host, Optional<String> problem, Optional<String> uuid, Optional<String> silent, List<Peer> peers) {
    /**
     * Another node, as this one sees it.
     *
     * @param name gluster's
     * @param uuid its identifier, or empty
     * @param connected whether glusterd has a connection to it; empty if glusterd does not answer
     * @param state "Peer in Cluster" if all is well; stays so when it is away
     * @param unreachable why it does not answer on glusterd's port at this moment
     * @param seconds for an answer, round trip and connection included
     */
    record Peer(
            String name,
            String uuid,
            OptionalDouble connected,
            Optional<String> state,
            Optional<String> unreachable,
            OptionalDouble seconds) {}

    /** What was read of a node; empty when it could not be asked. */
    static Optional<Node> of(Observations now, String host) {
        Optional<String> problem = now.fact(GlusterProbe.NAME, host, HelperAnswer.WHY_NOT);
        Optional<String> uuid = now.fact(GlusterProbe.NAME, host, "uuid");
        if (problem.isEmpty() && uuid.isEmpty()) {
            return Optional.empty();
        }
        String prefix = host + "/peer/";
        List<Peer> peers = now.subjects(GlusterProbe.NAME).stream()
                .filter(subject -> subject.startsWith(prefix))
                .map(subject -> peer(now, subject, subject.substring(prefix.length())))
                .toList();
        return Optional.of(new Node(host, problem, uuid, now.fact(GlusterProbe.NAME, host, "silent"), peers));
    }

    private static Peer peer(Observations now, String subject, String name) {
        return new Peer(
                name,
                now.fact(GlusterProbe.NAME, subject, "uuid").orElse(""),
                now.value(GlusterProbe.NAME, subject, "connected"),
                now.fact(GlusterProbe.NAME, subject, "state"),
                now.fact(GlusterProbe.NAME, subject, "unreachable"),
                now.value(GlusterProbe.NAME, subject, "ping_seconds"));
    }
}
