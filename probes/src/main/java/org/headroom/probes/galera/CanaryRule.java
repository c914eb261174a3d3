package org.headroom.probes.galera;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.headroom.probes.health.Health;
import org.headroom.probes.health.HealthRule;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Perf;
import org.headroom.probes.health.Verdict;
import org.headroom.probes.reading.ProbeFailure;
import org.headroom.scenarios.stack.ThresholdName;

/** How long a write takes to be visible everywhere. */
final class CanaryRule implements HealthRule {
    @Override
    public List<Verdict> judge(Health health) {
        Optional<ProbeFailure> failure = health.now().failure(GaleraNodeProbe.NAME, CanaryProbe.HOST);
        Optional<ClusterView> cluster = ClusterView.of(health);
        if (failure.isPresent()) {
            boolean follows = cluster.isPresent() && cluster.get().primaries().isEmpty();
            return List.of(
                    follows
                            ? of(Level.OK, "no canary write: no primary component, see the nodes", "")
                            : of(
                                    Level.UNKNOWN,
                                    failure.get().problem(),
                                    failure.get().advice()));
        }
        Optional<String> writer = health.now().fact(GaleraNodeProbe.NAME, CanaryProbe.HOST, "canary_writer");
        return writer.isPresent() && cluster.isPresent()
                ? List.of(verdict(cluster.get(), health, writer.get()))
                : List.of();
    }

    /** A node that gives or takes a state sees the row when it is done: only those that are Synced are judged. */
    private static Verdict verdict(ClusterView cluster, Health health, String writer) {
        List<NodeView> synced =
                cluster.nodes().stream().filter(NodeView::synced).toList();
        List<NodeView> blind = synced.stream()
                .filter(node -> value(node, "canary_blind").isPresent())
                .toList();
        double seconds = synced.stream()
                .mapToDouble(node -> Math.max(
                        value(node, "canary_time").orElse(0),
                        value(node, "canary_blind").orElse(0)))
                .max()
                .orElse(0);
        Level level = health.level(ThresholdName.GALERA_CANARY, seconds);
        String words = blind.isEmpty()
                ? "a write on %s was visible on all nodes after %s".formatted(writer, Words.duration(seconds))
                : "a write on %s was not visible on %s within %s"
                        .formatted(writer, ClusterView.names(blind), Words.duration(seconds));
        return of(
                        blind.isEmpty() ? level : level.worse(Level.WARNING),
                        words,
                        "visitors there see old content: see flow control, receive queues and the state of that node")
                .with(Perf.of("galera_canary", seconds, "s", health.stack().threshold(ThresholdName.GALERA_CANARY)))
                .asMomentary();
    }

    private static OptionalDouble value(NodeView node, String name) {
        return node.health().now().value(GaleraNodeProbe.NAME, node.name() + CanaryProbe.CANARY, name);
    }

    private static Verdict of(Level level, String message, String advice) {
        return Verdict.of(
                GaleraNodeProbe.NAME, CanaryProbe.HOST, "canary", level, message, level == Level.OK ? "" : advice);
    }
}
