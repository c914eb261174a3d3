package org.headroom.probes.fpm;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.headroom.probes.fpm.FpmView.PoolView;
import org.headroom.probes.health.Figures;
import org.headroom.probes.health.Health;
import org.headroom.probes.health.HealthRule;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Perf;
import org.headroom.probes.health.Verdict;
import org.headroom.scenarios.stack.ThresholdName;

/** What has happened since the last run: how often a pool met pm.max_children, and how many requests were slow. */
final class RatesRule implements HealthRule {
    @Override
    public List<Verdict> judge(Health health) {
        List<Verdict> verdicts = new ArrayList<>();
        FpmView.all(health).stream()
                .flatMap(view -> view.pools().stream())
                .filter(PoolView::answers)
                .forEach(pool -> {
                    verdicts.add(maxChildren(health, pool));
                    verdicts.add(slow(health, pool));
                });
        return verdicts;
    }

    /** Only pools that start children on demand count this. */
    private static Verdict maxChildren(Health health, PoolView pool) {
        OptionalDouble rate = health.rate("fpm", pool.host(), "max_children_reached");
        OptionalDouble grown = health.grown("fpm", pool.host(), "max_children_reached");
        Level level = rate.isPresent() ? health.level(ThresholdName.FPM_MAX_CHILDREN, rate.getAsDouble()) : Level.OK;
        String message = level == Level.OK
                ? "pm.max_children " + met(grown)
                : "pool " + pool.host() + ": pm.max_children was reached " + Figures.count(grown, "time", "s")
                        + " since the last run";
        return verdict(
                health,
                pool,
                new Judged("max-children", "fpm_max_children_reached", level, rate, ThresholdName.FPM_MAX_CHILDREN),
                message,
                "more requests come than the pool has children for: see what they wait for before raising it"
                        + " (headroom tune)");
    }

    private static Verdict slow(Health health, PoolView pool) {
        OptionalDouble rate = health.rate("fpm", pool.host(), "slow_requests");
        OptionalDouble grown = health.grown("fpm", pool.host(), "slow_requests");
        Level level = rate.isPresent() ? health.level(ThresholdName.FPM_SLOW, rate.getAsDouble()) : Level.OK;
        boolean off =
                pool.seen("children").isPresent() && pool.seen("slowlog_on").orElse(0) == 0;
        String message = off
                ? "slow requests are not counted (request_slowlog_timeout is not set)"
                : level == Level.OK
                        ? Figures.count(grown, "slow request", "s") + " since the last run"
                        : "pool " + pool.host() + ": " + Figures.count(grown, "slow request", "s")
                                + " since the last run";
        return verdict(
                health,
                pool,
                new Judged("slow", "fpm_slow_requests", level, rate, ThresholdName.FPM_SLOW),
                message,
                "see the pool's slow log, which says where each of them was"
                        + pool.seenFact("slowlog").map(file -> ": " + file).orElse(""));
    }

    private record Judged(String check, String label, Level level, OptionalDouble rate, ThresholdName threshold) {}

    private static Verdict verdict(Health health, PoolView pool, Judged judged, String message, String advice) {
        Verdict verdict = Verdict.of(
                "fpm", pool.host(), judged.check(), judged.level(), message, judged.level() == Level.OK ? "" : advice);
        return judged.rate().isEmpty()
                ? verdict
                : verdict.with(Perf.of(
                        judged.label() + "_" + pool.pool().pool() + "_"
                                + pool.fpm().host(),
                        judged.rate().getAsDouble(),
                        "",
                        health.stack().threshold(judged.threshold())));
    }

    private static String met(OptionalDouble grown) {
        return grown.isEmpty()
                ? "is watched from now on"
                : grown.getAsDouble() == 0
                        ? "was not reached since the last run"
                        : "was reached " + Figures.count(grown, "time", "s") + " since the last run";
    }
}
