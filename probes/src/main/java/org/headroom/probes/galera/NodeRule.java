package org.headroom.probes.galera;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.headroom.probes.galera.Trouble.Kind;
import org.headroom.probes.health.Health;
import org.headroom.probes.health.HealthRule;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Verdict;
import org.headroom.probes.reading.ProbeFailure;
import org.headroom.scenarios.stack.ThresholdName;

/**
 * Each node for itself: it answers, belongs to a primary component, and is Synced, or on its way there and not for too
 * long.
 */
final class NodeRule implements HealthRule {
    static final String CHECK = "node";

    @Override
    public List<Verdict> judge(Health health) {
        return ClusterView.of(health)
                .map(cluster -> cluster.nodes().stream()
                        .filter(NodeView::asked)
                        .map(node -> verdict(cluster, node))
                        .toList())
                .orElse(List.of());
    }

    static Verdict verdict(ClusterView cluster, NodeView node) {
        Optional<ProbeFailure> failure = node.failure();
        if (failure.isPresent()) {
            return silent(cluster, node, failure.get());
        }
        if (!node.replicates()) {
            return notReplicating(cluster, node);
        }
        if (!node.primary()) {
            return new OutsideAdvice(cluster, node).verdict();
        }
        if (node.changing()) {
            return changing(cluster, node);
        }
        if (node.value("connected").orElse(1) == 0) {
            return at(
                    node,
                    Level.CRITICAL,
                    node.name() + " has lost the cluster (wsrep_connected OFF)",
                    "see its error log; it comes back by itself when it reaches the others at port 4567");
        }
        if (node.value("ready").orElse(1) == 0) {
            return at(
                    node,
                    Level.CRITICAL,
                    "%s is not ready (wsrep_ready OFF, state %s): queries fail with error 1047"
                            .formatted(node.name(), node.stateName()),
                    "see its error log; restart mariadbd there if it stays so");
        }
        String reject = node.fact("reject_queries");
        if (reject.startsWith("ALL")) {
            return at(
                    node,
                    Level.CRITICAL,
                    node.name() + " rejects all queries (wsrep_reject_queries=" + reject + ")",
                    "somebody set that by hand: SET GLOBAL wsrep_reject_queries=NONE");
        }
        String state = node.state() < 0 ? "state not told" : node.stateName();
        return Verdict.ok(GaleraNodeProbe.NAME, node.name(), CHECK, node.name() + " is Primary, " + state);
    }

    private static Verdict silent(ClusterView cluster, NodeView node, ProbeFailure failure) {
        Optional<Trouble> trouble = Trouble.of(failure.problem());
        if (trouble.isEmpty()) {
            return at(node, Level.UNKNOWN, node.name() + ": " + failure.problem(), failure.advice());
        }
        Kind kind = trouble.get().kind();
        String words = node.name() + " " + trouble.get().problem();
        if (kind == Kind.REFUSED && cluster.counts(node)) {
            return arriving(cluster, node, words);
        }
        if (kind.level() != Level.CRITICAL || kind == Kind.FULL) {
            return at(node, kind.level(), words, kind.advice());
        }
        String others = cluster.primary()
                .map(primary -> cluster.counts(node)
                        ? "; the others still count it as a member"
                        : "; the cluster goes on without it with " + primary.size() + " of "
                                + cluster.galera().expectedSize() + " nodes")
                .orElse("");
        return at(node, kind.level(), words + others, kind.advice());
    }

    /** The cluster counts it, and its port is closed: it is given its state, or has died a moment ago. */
    private static Verdict arriving(ClusterView cluster, NodeView node, String words) {
        if (!cluster.hasDonor()) {
            return at(
                    node,
                    Level.WARNING,
                    words + ", though the cluster counts it: it is starting, or has died within the last seconds",
                    "see its error log if that stays so");
        }
        OptionalDouble seconds = node.sinceSynced();
        Level level = seconds.isPresent()
                ? node.health().level(ThresholdName.GALERA_JOINING, seconds.getAsDouble())
                : Level.OK;
        return at(
                node,
                level,
                node.name() + " is joining: it takes its state from another node (SST)" + lasting(seconds),
                level == Level.OK
                        ? ""
                        : "see the error logs of donor and joiner: the state transfer may have got stuck");
    }

    private static Verdict changing(ClusterView cluster, NodeView node) {
        OptionalDouble seconds = node.sinceSynced();
        String words = "%s is %s".formatted(node.name(), node.stateName());
        boolean byHand = node.fact("desync").equalsIgnoreCase("ON");
        if (byHand) {
            words += " by hand (wsrep_desync=ON)";
        }
        if (seconds.isEmpty()) {
            // Never seen in good order. A transfer has two ends: with no other end it has been left like this.
            boolean left = node.state() == NodeView.DONOR
                    && !cluster.hasJoiner()
                    && node.value("uptime").orElse(0) >= warning(node);
            return at(node, left ? Level.WARNING : Level.OK, words, left ? advice(node, byHand) : "");
        }
        Level level = node.health().level(ThresholdName.GALERA_JOINING, seconds.getAsDouble());
        return at(node, level, words + lasting(seconds), level == Level.OK ? "" : advice(node, byHand));
    }

    private static double warning(NodeView node) {
        return node.health().stack().threshold(ThresholdName.GALERA_JOINING).warning();
    }

    private static String advice(NodeView node, boolean byHand) {
        if (byHand) {
            return "it falls behind meanwhile: SET GLOBAL wsrep_desync=OFF once the backup or whatever it was for is done";
        }
        return node.state() == NodeView.DONOR
                ? "see its error log: a backup or a state transfer has got stuck"
                : "see its error log: it does not catch up; a full state transfer (stop it, remove grastate.dat, start it)"
                        + " may be quicker";
    }

    private static String lasting(OptionalDouble seconds) {
        return seconds.isPresent() ? ", since " + Words.duration(seconds.getAsDouble()) : "";
    }

    private static Verdict notReplicating(ClusterView cluster, NodeView node) {
        if (cluster.galera().expectedSize() <= 1) {
            return Verdict.ok(
                    GaleraNodeProbe.NAME,
                    node.name(),
                    CHECK,
                    node.name() + " answers (replication is off, and only one node is expected)");
        }
        return at(
                node,
                Level.CRITICAL,
                node.name() + " does not replicate (wsrep_on=OFF): what is written there stays there",
                "set wsrep_on=ON and wsrep_provider in its configuration, and let it join with a full state transfer");
    }

    private static Verdict at(NodeView node, Level level, String message, String advice) {
        return Verdict.of(GaleraNodeProbe.NAME, node.name(), CHECK, level, message, advice);
    }
}
