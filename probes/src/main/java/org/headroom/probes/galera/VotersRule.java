package org.headroom.probes.galera;

import java.util.List;
import org.headroom.probes.galera.ClusterView.Component;
import org.headroom.probes.health.Health;
import org.headroom.probes.health.HealthRule;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Perf;
import org.headroom.probes.health.Subject;
import org.headroom.probes.health.Verdict;

/**
 * An odd number of votes: with an even one a line that breaks in the middle leaves neither half more than half, and both
 * stop. Only a whole cluster is judged: after a loss an even number is what follows.
 */
final class VotersRule implements HealthRule {
    @Override
    public List<Verdict> judge(Health health) {
        return ClusterView.of(health)
                .filter(cluster -> cluster.primaries().size() == 1)
                .map(cluster -> List.of(verdict(cluster, cluster.primaries().getFirst())))
                .orElse(List.of());
    }

    private static Verdict verdict(ClusterView cluster, Component primary) {
        double votes = primary.nodes().getFirst().value("votes").orElse((double) primary.size());
        boolean whole = primary.size() >= cluster.galera().expectedSize();
        boolean even = votes % 2 == 0;
        Verdict verdict = whole && even && votes > 0
                ? Verdict.of(
                        GaleraNodeProbe.NAME,
                        Subject.CLUSTER,
                        "voters",
                        Level.WARNING,
                        "%.0f votes are an even number: if the line between two halves breaks, neither has a majority and all stop"
                                .formatted(votes),
                        "add a node, or the arbitrator garbd at a third place, or give one node pc.weight 2")
                : Verdict.ok(
                        GaleraNodeProbe.NAME,
                        Subject.CLUSTER,
                        "voters",
                        whole
                                ? "%.0f votes".formatted(votes)
                                : "%.0f votes, as long as a node is missing".formatted(votes));
        return verdict.with(Perf.of("galera_votes", votes, ""));
    }
}
