package org.headroom.probes.galera;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.headroom.probes.health.Health;
import org.headroom.probes.health.HealthRule;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Perf;
import org.headroom.probes.health.Subject;
import org.headroom.probes.health.Verdict;
import org.headroom.scenarios.stack.Threshold;
import org.headroom.scenarios.stack.ThresholdName;

/**
 * How replication runs on nodes that take part in it. A node that gives or takes a state, or catches up, has long queues
 * and is behind: that is no fault.
 */
final class ReplicationRule implements HealthRule {
    /** Fewer messages in the node's statistics period than this are no mean. */
    private static final double SAMPLES = 10;

    private record Measured(NodeView node, double value) {}

    @Override
    public List<Verdict> judge(Health health) {
        List<Verdict> verdicts = new ArrayList<>();
        ClusterView.of(health).ifPresent(cluster -> {
            List<NodeView> synced =
                    cluster.nodes().stream().filter(NodeView::synced).toList();
            for (NodeView node : synced) {
                queue(node, "receive-queue", "receive_queue", "write sets wait to be applied")
                        .ifPresent(verdicts::add);
                queue(node, "send-queue", "send_queue", "write sets wait to be sent")
                        .ifPresent(verdicts::add);
                conflicts(node).ifPresent(verdicts::add);
                latency(node).ifPresent(verdicts::add);
            }
            flowControl(health, synced).ifPresent(verdicts::add);
            lag(health, cluster).ifPresent(verdicts::add);
        });
        return verdicts;
    }

    /** The moment's length: what the server calls average is since the last FLUSH STATUS. */
    private static Optional<Verdict> queue(NodeView node, String check, String reading, String words) {
        ThresholdName threshold =
                check.startsWith("send") ? ThresholdName.GALERA_SEND_QUEUE : ThresholdName.GALERA_RECEIVE_QUEUE;
        return measured(node, reading).map(one -> {
            Level level = node.health().level(threshold, one.value());
            String advice = check.startsWith("send")
                    ? "the line from this node to the others is too slow or breaks"
                    : "the node applies too slowly: look at its disk and CPU, raise wsrep_slave_threads";
            return of(
                            node.name(),
                            check,
                            level,
                            "%s: %s %s".formatted(node.name(), Words.count(one.value()), words),
                            advice)
                    .with(perf(node.health(), "galera_" + reading, node, one.value(), "", threshold))
                    .asMomentary();
        });
    }

    private static Optional<Verdict> conflicts(NodeView node) {
        OptionalDouble failures = node.rate("certification_failures_total");
        OptionalDouble aborts = node.rate("brute_force_aborts_total");
        if (failures.isEmpty() || aborts.isEmpty()) {
            return Optional.empty();
        }
        double rate = failures.getAsDouble() + aborts.getAsDouble();
        Level level = node.health().level(ThresholdName.GALERA_CONFLICTS, rate);
        return Optional.of(of(
                        node.name(),
                        "conflicts",
                        level,
                        "%s: %s transactions a second lost against those of other nodes (%s failed certification, %s aborted)"
                                .formatted(
                                        node.name(),
                                        Words.rate(rate),
                                        Words.rate(failures.getAsDouble()),
                                        Words.rate(aborts.getAsDouble())),
                        "several nodes write the same rows: send writes of one site to one node, or look for counters and"
                                + " session tables that every request updates")
                .with(perf(node.health(), "galera_conflicts", node, rate, "", ThresholdName.GALERA_CONFLICTS)));
    }

    private static Optional<Verdict> latency(NodeView node) {
        double samples = node.value("replication_latency_samples").orElse(0);
        if (samples < SAMPLES) {
            return Optional.empty();
        }
        return measured(node, "replication_latency_mean").map(one -> {
            double usual = withoutLongest(
                    one.value(), samples, node.value("replication_latency_max").orElse(one.value()));
            Level level = node.health().level(ThresholdName.GALERA_REPLICATION, usual);
            return of(
                            node.name(),
                            "replication",
                            level,
                            "%s: write sets take %s to reach all nodes (longest %s, %s messages)"
                                    .formatted(
                                            node.name(),
                                            Words.duration(usual),
                                            Words.duration(node.value("replication_latency_max")
                                                    .orElse(one.value())),
                                            Words.count(samples)),
                            "the slowest line or node decides, and every commit waits for it: see round trips between the nodes")
                    .with(perf(node.health(), "galera_replication", node, usual, "s", ThresholdName.GALERA_REPLICATION))
                    .asMomentary();
        });
    }

    /**
     * The mean without the longest: one message waits a second when a node joins, and would count for a dozen quick ones.
     */
    static double withoutLongest(double mean, double samples, double longest) {
        return Math.max(0, (mean * samples - longest) / (samples - 1));
    }

    /** Replication stops on all nodes when one cannot follow: the worst node's share says it, who asked is told. */
    private static Optional<Verdict> flowControl(Health health, List<NodeView> synced) {
        List<Measured> paused = new ArrayList<>();
        for (NodeView node : synced) {
            node.rate("flow_control_paused_seconds_total")
                    .ifPresent(share -> paused.add(new Measured(node, Math.min(share, 1))));
        }
        return paused.stream().max(Comparator.comparingDouble(Measured::value)).map(worst -> {
            Level level = health.level(ThresholdName.GALERA_FLOW_CONTROL, worst.value());
            String asker = synced.stream()
                    .filter(node -> node.rate("flow_control_sent_total").orElse(0) > 0)
                    .max(Comparator.comparingDouble(
                            node -> node.rate("flow_control_sent_total").orElse(0)))
                    .map(node -> "; " + node.name() + " asked for it, it applies most slowly")
                    .orElse("");
            Perf[] perf = paused.stream()
                    .map(one -> perf(
                            health,
                            "galera_flow_control",
                            one.node(),
                            one.value(),
                            "",
                            ThresholdName.GALERA_FLOW_CONTROL))
                    .toArray(Perf[]::new);
            return of(
                            Subject.CLUSTER,
                            "flow-control",
                            level,
                            "replication was paused for %s of the time since the last check%s"
                                    .formatted(Words.percent(worst.value()), asker),
                            "every commit waits meanwhile: look at disk and CPU of the slowest node, raise wsrep_slave_threads"
                                    + " and gcs.fc_limit there")
                    .with(perf);
        });
    }

    /** Positions are read within milliseconds of each other; what is committed in between is far below the threshold. */
    private static Optional<Verdict> lag(Health health, ClusterView cluster) {
        return cluster.primary().flatMap(primary -> {
            List<Measured> positions = new ArrayList<>();
            primary.nodes().stream()
                    .filter(NodeView::synced)
                    .forEach(node -> measured(node, "last_committed").ifPresent(positions::add));
            if (positions.size() < 2) {
                return Optional.empty();
            }
            Measured first = positions.stream()
                    .max(Comparator.comparingDouble(Measured::value))
                    .orElseThrow();
            Measured last = positions.stream()
                    .min(Comparator.comparingDouble(Measured::value))
                    .orElseThrow();
            double spread = first.value() - last.value();
            Level level = health.level(ThresholdName.GALERA_LAG, spread);
            String words = spread == 0
                    ? "all nodes are at write set " + Words.count(first.value())
                    : "%s is %s write sets behind %s"
                            .formatted(
                                    last.node().name(),
                                    Words.count(spread),
                                    first.node().name());
            return Optional.of(of(
                            Subject.CLUSTER,
                            "lag",
                            level,
                            words,
                            "visitors of the sites there see old content: see its receive queue")
                    .with(Perf.of("galera_lag", spread, "", health.stack().threshold(ThresholdName.GALERA_LAG)))
                    .asMomentary());
        });
    }

    private static Optional<Measured> measured(NodeView node, String reading) {
        OptionalDouble value = node.value(reading);
        return value.isPresent() ? Optional.of(new Measured(node, value.getAsDouble())) : Optional.empty();
    }

    private static Perf perf(
            Health health, String label, NodeView node, double value, String unit, ThresholdName threshold) {
        Threshold limits = health.stack().threshold(threshold);
        return Perf.of(label + "_" + node.name(), value, unit, limits);
    }

    private static Verdict of(String host, String check, Level level, String message, String advice) {
        return Verdict.of(GaleraNodeProbe.NAME, host, check, level, message, level == Level.OK ? "" : advice);
    }
}
