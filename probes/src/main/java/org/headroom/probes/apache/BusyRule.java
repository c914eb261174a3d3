package org.headroom.probes.apache;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.headroom.probes.health.Figures;
import org.headroom.probes.health.Health;
import org.headroom.probes.health.HealthRule;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Perf;
import org.headroom.probes.health.Verdict;
import org.headroom.scenarios.stack.ThresholdName;

/**
 * How many of Apache's workers are at a request.
 *
 * <p>busy = (BusyWorkers + GracefulWorkers) / MaxRequestWorkers. Not busy + idle of the page: those are the workers of the
 * processes that run, and Apache starts more as it needs them.
 */
final class BusyRule implements HealthRule {
    @Override
    public List<Verdict> judge(Health health) {
        return ApacheView.all(health).stream()
                .filter(ApacheView::answers)
                .flatMap(view -> judge(health, view).stream())
                .toList();
    }

    private static Optional<Verdict> judge(Health health, ApacheView view) {
        OptionalDouble busy = view.page("busy_workers");
        if (busy.isEmpty()) {
            return Optional.empty();
        }
        double finishing = view.page("graceful_workers").orElse(0);
        double taken = busy.getAsDouble() + finishing;
        double workers = view.workers().orElse(taken + view.page("idle_workers").orElse(0));
        if (workers <= 0) {
            return Optional.empty();
        }
        double share = Math.min(1, taken / workers);
        Level level = health.level(ThresholdName.APACHE_BUSY, share);
        String message = String.format(
                "%.0f of %.0f workers busy (%s)%s", taken, workers, Figures.percent(share), rest(view, finishing));
        return Optional.of(Verdict.of("apache", view.host(), "busy", level, message, advice(level))
                .with(
                        Perf.of(
                                        "apache_busy_" + view.host(),
                                        share,
                                        "",
                                        health.stack().threshold(ThresholdName.APACHE_BUSY))
                                .upTo(1),
                        Perf.of("apache_workers_" + view.host(), taken, "").upTo(workers))
                .asMomentary());
    }

    private static String rest(ApacheView view, double finishing) {
        List<String> parts = new ArrayList<>();
        if (finishing > 0) {
            parts.add(String.format("%.0f of them finish up for processes that stop", finishing));
        }
        if (view.page("idle_workers").isPresent()) {
            parts.add(String.format("%.0f idle", view.page("idle_workers").getAsDouble()));
        }
        double open = view.page("scoreboard_open").orElse(0);
        if (open > 0) {
            parts.add(String.format("%.0f not started", open));
        }
        double connections = view.page("connections").orElse(0);
        if (connections > 0) {
            parts.add(Figures.count(OptionalDouble.of(connections), "connection", "s") + connectionStates(view));
        }
        return parts.isEmpty() ? "" : "; " + String.join(", ", parts);
    }

    private static String connectionStates(ApacheView view) {
        List<String> states = new ArrayList<>();
        state(states, view, "connections_async_keepalive", "kept alive");
        state(states, view, "connections_async_writing", "written to");
        state(states, view, "connections_async_wait_io", "waiting for data");
        state(states, view, "connections_async_closing", "closing");
        return states.isEmpty() ? "" : " (" + String.join(", ", states) + ")";
    }

    private static void state(List<String> states, ApacheView view, String reading, String words) {
        double count = view.page(reading).orElse(0);
        if (count > 0) {
            states.add(String.format("%.0f %s", count, words));
        }
    }

    private static String advice(Level level) {
        return level == Level.OK
                ? ""
                : "see what the workers wait for: PHP-FPM (its verdict), slow visitors, or a burst; only then raise"
                        + " MaxRequestWorkers (headroom tune)";
    }
}
