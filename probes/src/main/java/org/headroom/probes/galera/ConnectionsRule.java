package org.headroom.probes.galera;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.headroom.probes.health.Health;
import org.headroom.probes.health.HealthRule;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Perf;
import org.headroom.probes.health.Verdict;
import org.headroom.scenarios.stack.ThresholdName;

/** Connections in use of max_connections, and clients that found none free since the last time. */
final class ConnectionsRule implements HealthRule {
    @Override
    public List<Verdict> judge(Health health) {
        List<Verdict> verdicts = new ArrayList<>();
        ClusterView.of(health)
                .ifPresent(cluster ->
                        cluster.nodes().stream().filter(NodeView::answered).forEach(node -> judge(node, verdicts)));
        return verdicts;
    }

    private static void judge(NodeView node, List<Verdict> verdicts) {
        OptionalDouble used = node.value("connections");
        double most = node.value("max_connections").orElse(0);
        if (used.isEmpty() || most <= 0) {
            return;
        }
        Health health = node.health();
        double share = used.getAsDouble() / most;
        double refused = health.grown(GaleraNodeProbe.NAME, node.name(), "connections_refused_total")
                .orElse(0);
        Level level = health.level(ThresholdName.GALERA_CONNECTIONS, share);
        String words = "%s: %.0f of %.0f connections in use".formatted(node.name(), used.getAsDouble(), most);
        if (refused > 0) {
            level = level.worse(Level.WARNING);
            words += ", and %.0f clients found none free since the last check".formatted(refused);
        }
        Verdict verdict = Verdict.of(
                        GaleraNodeProbe.NAME,
                        node.name(),
                        "connections",
                        level,
                        words,
                        level == Level.OK
                                ? ""
                                : "max_connections must be at least the sum of pm.max_children of all pools that use this node;"
                                        + " else find who keeps connections open (SHOW PROCESSLIST)")
                .with(Perf.of(
                        "galera_connections_" + node.name(),
                        share,
                        "",
                        health.stack().threshold(ThresholdName.GALERA_CONNECTIONS)));
        // Refusals are counted, not a moment's picture: looking again would find them just the same.
        verdicts.add(refused > 0 ? verdict : verdict.asMomentary());
    }
}
