package org.headroom.probes.apache;

import java.util.List;
import java.util.OptionalDouble;
import org.headroom.probes.health.Figures;
import org.headroom.probes.health.Health;
import org.headroom.probes.health.HealthRule;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Perf;
import org.headroom.probes.health.Verdict;
import org.headroom.scenarios.stack.ThresholdName;

/**
 * Processes that stop and keep their slots: after every reload those of the old configuration, for as long as their last
 * request takes.
 *
 * <p>That is normal while it passes. It is in trouble when it lasts (as many processes stop at two runs in a row, and no
 * reload lies between), and when no slot is left although no worker is idle: Apache's log then says "scoreboard is full,
 * not at MaxRequestWorkers", and new visitors wait for old ones.
 *
 * <p>share = stopping / process slots: ServerLimit, else the processes there are.
 */
final class StoppingRule implements HealthRule {
    private static final String CHECK = "stopping";
    /** Two looks closer than this are one moment. */
    private static final double LASTING_SECONDS = 20;

    @Override
    public List<Verdict> judge(Health health) {
        return ApacheView.all(health).stream()
                .filter(ApacheView::answers)
                .filter(view -> view.page("stopping_processes").isPresent())
                .map(view -> judge(health, view))
                .toList();
    }

    private static Verdict judge(Health health, ApacheView view) {
        double stopping = view.page("stopping_processes").orElse(0);
        double processes = view.page("processes").orElse(0);
        double slots = view.limits()
                .map(limits -> (double) limits.servers())
                .orElse(Math.max(1, Math.max(processes, stopping)));
        double share = Math.min(1, stopping / slots);
        Level reached = health.level(ThresholdName.APACHE_STOPPING, share);
        boolean full = stopping > 0
                && view.page("scoreboard_open").orElse(1) == 0
                && view.page("idle_workers").orElse(1) == 0;
        String message = stopping == 0
                ? "no process is stopping (" + Figures.count(OptionalDouble.of(processes), "process", "es") + ")"
                : String.format("%.0f of %.0f process slots are held by processes that stop", stopping, slots);
        Level level = full ? Level.CRITICAL : lasting(health, view) ? reached : Level.OK;
        if (full) {
            message += ", no other slot is free and no worker idle: the scoreboard is full, visitors wait";
        } else if (stopping > 0 && level == Level.OK) {
            message += ", as they do after a reload until their last request is answered";
        }
        Verdict verdict = Verdict.of("apache", view.host(), CHECK, level, message, advice(level))
                .with(Perf.of(
                                "apache_stopping_" + view.host(),
                                share,
                                "",
                                health.stack().threshold(ThresholdName.APACHE_STOPPING))
                        .upTo(1));
        return full ? verdict.asMomentary() : verdict;
    }

    /** Whether at least as many were stopping the last time, and nobody has reloaded since. */
    private static boolean lasting(Health health, ApacheView view) {
        OptionalDouble before = health.past().value("apache", view.host(), "stopping_processes");
        OptionalDouble slots = health.past().value("apache-host", view.host(), "server_limit");
        boolean enough = before.isPresent()
                && health.level(
                                ThresholdName.APACHE_STOPPING,
                                before.getAsDouble()
                                        / Math.max(
                                                1,
                                                slots.orElse(
                                                        view.page("processes").orElse(1))))
                        != Level.OK;
        return enough
                && health.seconds("apache", view.host()).orElse(0) >= LASTING_SECONDS
                && health.grown("apache", view.host(), "config_generation").orElse(1) == 0
                && health.grown("apache", view.host(), "uptime").isPresent();
    }

    private static String advice(Level level) {
        return level == Level.OK
                ? ""
                : "find the requests that do not end (server-status, letter G): long downloads, hanging PHP; give ServerLimit"
                        + " some more than MaxRequestWorkers / ThreadsPerChild, and reload less often";
    }
}
