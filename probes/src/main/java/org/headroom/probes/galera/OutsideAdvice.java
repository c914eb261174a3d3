package org.headroom.probes.galera;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.headroom.probes.galera.Trouble.Kind;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Verdict;

/**
 * What to say of a node that is not in a primary component. To bootstrap one by hand is right only when no other can be
 * primary, and then only on the node that is furthest ahead: anything else makes two clusters of one, or loses writes.
 */
record OutsideAdvice(ClusterView cluster, NodeView node) {
    Verdict verdict() {
        String status = node.fact("cluster_status").isEmpty() ? "not Primary" : node.fact("cluster_status");
        String message = status.equalsIgnoreCase("non-Primary")
                ? node.name() + " is non-Primary (lost quorum): writes and reads fail with error 1047"
                : "%s is in no cluster (%s, state %s): queries fail with error 1047"
                        .formatted(node.name(), status, node.stateName());
        return Verdict.of(GaleraNodeProbe.NAME, node.name(), NodeRule.CHECK, Level.CRITICAL, message, advice());
    }

    private String advice() {
        Optional<ClusterView.Component> primary = cluster.primary();
        if (primary.isPresent()) {
            return "%s are Primary: never bootstrap here, that would split the data; mend the line to them (ports 4567, 4568,"
                            .formatted(primary.get().names())
                    + " 4444) and it joins again by itself, else restart mariadbd here";
        }
        List<NodeView> outside = cluster.nodes().stream()
                .filter(one -> one.answered() && one.replicates())
                .toList();
        List<NodeView> dead = cluster.nodes().stream().filter(this::isDead).toList();
        List<NodeView> unseen = cluster.nodes().stream()
                .filter(one -> !one.answered() && !dead.contains(one))
                .toList();
        NodeView ahead = outside.stream()
                .max(Comparator.comparingDouble(
                        one -> one.value("last_committed").orElse(0)))
                .orElse(node);
        if (!ahead.equals(node) && position(ahead) > position(node)) {
            return "no node is Primary; not here but on %s, which is further ahead (write set %d against %d), a new primary"
                            .formatted(ahead.name(), position(ahead), position(node))
                    + " component may be bootstrapped";
        }
        Optional<NodeView> further = cluster.nodes().stream()
                .filter(one -> !one.answered() && lastSeen(one) > position(node))
                .max(Comparator.comparingLong(OutsideAdvice::lastSeen));
        if (further.isPresent()) {
            return "no node is Primary; start %s first and bootstrap there: %s was further ahead when last seen (write set %d against %d)"
                    .formatted(further.get().name(), further.get().name(), lastSeen(further.get()), position(node));
        }
        // Newer MariaDB has a variable for each provider option, and then refuses the old way.
        String bootstrap = "SET GLOBAL "
                + (node.fact("pc_bootstrap").isEmpty()
                        ? "wsrep_provider_options='pc.bootstrap=YES'"
                        : "wsrep_provider_pc_bootstrap=ON");
        if (!unseen.isEmpty()) {
            return "mend the line to %s first: quorum comes back by itself; only if mariadbd certainly runs on none of them,"
                            .formatted(ClusterView.names(unseen))
                    + " run on this node: " + bootstrap;
        }
        if (dead.isEmpty()) {
            return "no node is Primary, and all answer: mend the line between them (port 4567); if that does not help, on this"
                    + " node only: " + bootstrap;
        }
        return "mariadbd does not run on %s; nothing else can be Primary, so on this node only: %s; then start the others"
                .formatted(ClusterView.names(dead), bootstrap);
    }

    // Its host says that nothing listens: unlike one that cannot be seen it cannot have gone on elsewhere.
    private boolean isDead(NodeView one) {
        return one.failure()
                .flatMap(failure -> Trouble.of(failure.problem()))
                .filter(trouble -> trouble.kind() == Kind.REFUSED)
                .isPresent();
    }

    private static long lastSeen(NodeView one) {
        return (long) one.health()
                .past()
                .value(GaleraNodeProbe.NAME, one.name(), "last_committed")
                .orElse(0);
    }

    private static long position(NodeView one) {
        return (long) one.value("last_committed").orElse(0);
    }
}
