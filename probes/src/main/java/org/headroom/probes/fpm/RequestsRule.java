package org.headroom.probes.fpm;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.headroom.probes.fpm.FpmView.PoolView;
import org.headroom.probes.health.Health;
import org.headroom.probes.health.HealthRule;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Perf;
import org.headroom.probes.health.Verdict;
import org.headroom.scenarios.stack.ThresholdName;

/**
 * Whether requests hang: half of a pool's children or more have been at theirs for longer than a page may take
 * (page.time).
 *
 * <p>One long request is a report, an import or a slow search, and no alarm. When half of the children are at long ones,
 * something that all of them need is slow. What that is other probes say, and how long visitors wait the pages themselves;
 * so this is a warning at most.
 */
final class RequestsRule implements HealthRule {
    @Override
    public List<Verdict> judge(Health health) {
        return FpmView.all(health).stream()
                .flatMap(view -> view.pools().stream())
                .filter(PoolView::answers)
                .filter(pool -> pool.page("half_running").isPresent())
                .map(pool -> judge(health, pool))
                .toList();
    }

    /** Whether half of the children or more have been at their requests for longer than a page may take. */
    static boolean hang(Health health, PoolView pool) {
        return pool.answers()
                && health.level(
                                ThresholdName.PAGE_TIME,
                                pool.page("half_running").orElse(0))
                        != Level.OK;
    }

    private static Verdict judge(Health health, PoolView pool) {
        double half = pool.page("half_running").orElse(0);
        OptionalDouble longest = pool.page("longest_request");
        // A pool that is full for this reason has its alarm, which tells of them.
        boolean bad = hang(health, pool) && ChildrenRule.judge(health, pool).good();
        Optional<String> uri = health.now().fact("fpm", pool.host(), "longest_request");
        String words = longest.isEmpty()
                ? "no request is running"
                : "the longest running request is "
                        + uri.map(path -> path + ", for ").orElse("")
                        + String.format(Locale.ROOT, "%.1f s", longest.getAsDouble());
        String message = bad
                ? String.format(
                        Locale.ROOT,
                        "pool %s: half of its children or more have been at their requests for over %.1f s; %s",
                        pool.host(),
                        half,
                        words)
                : words;
        return Verdict.of(
                        "fpm",
                        pool.host(),
                        "requests",
                        bad ? Level.WARNING : Level.OK,
                        message,
                        bad
                                ? "see what they wait for: database, shared files, other hosts; a slow log"
                                        + " (request_slowlog_timeout) says where in the code"
                                : "")
                .with(Perf.of(
                        "fpm_longest_request_" + pool.pool().pool() + "_"
                                + pool.fpm().host(),
                        longest.orElse(0),
                        "s"))
                .asMomentary();
    }
}
