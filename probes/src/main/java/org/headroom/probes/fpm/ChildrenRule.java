package org.headroom.probes.fpm;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.headroom.probes.fpm.FpmView.PoolView;
import org.headroom.probes.health.Figures;
import org.headroom.probes.health.Health;
import org.headroom.probes.health.HealthRule;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Perf;
import org.headroom.probes.health.Verdict;
import org.headroom.probes.reading.ProbeFailure;
import org.headroom.scenarios.stack.ThresholdName;

/**
 * Whether a pool has children left: those at a request of pm.max_children, and who waits for one.
 *
 * <p>Busy children and a queue are one cause and one verdict. Level: that of the queue (fpm.queue) where it is known, since
 * only who waits suffers. A pool that is exactly full is at its best; so the busy share (fpm.busy) alone is at most a
 * warning, and only for pools of {@value #LARGE} children or more: three of three are busy a quarter of the time when half
 * of their time is used. Where nobody knows the queue the busy share decides.
 *
 * <p>When the status page does not come but the host was looked at, the pool is judged by what its host sees.
 */
final class ChildrenRule implements HealthRule {
    private static final String CHECK = "children";
    static final int LARGE = 20;

    @Override
    public List<Verdict> judge(Health health) {
        return FpmView.all(health).stream()
                .flatMap(view -> view.pools().stream())
                .filter(pool -> pool.asked() || pool.fpm().looked())
                .map(pool -> judge(health, pool))
                .toList();
    }

    static Verdict judge(Health health, PoolView pool) {
        FpmView fpm = pool.fpm();
        if (fpm.away()) {
            return notJudged(pool, "the host is away");
        }
        if (!fpm.mayRun()) {
            return notJudged(pool, "PHP-FPM is not running on " + fpm.host());
        }
        if (pool.answers()) {
            return judged(health, pool, "");
        }
        if (pool.seen("children").isEmpty()) {
            return unseen(pool);
        }
        if (pool.children().orElse(0) == 0 && !pool.onDemand()) {
            return verdict(
                    pool,
                    Level.CRITICAL,
                    "pool " + pool.host() + " has no children",
                    "see PHP-FPM's log: they die as they start, or its user or docroot is missing");
        }
        if (!pool.asked() || pool.hiddenByApache()) {
            return judged(health, pool, pool.asked() ? ", seen from within: Apache is down" : "");
        }
        return withoutPage(health, pool);
    }

    /** Well as far as this rule goes: somebody else's alarm tells. */
    private static Verdict notJudged(PoolView pool, String why) {
        return verdict(pool, Level.OK, "not judged: " + why, "");
    }

    /** The page failed and nobody looked at the host, or the host knows no such pool. */
    private static Verdict unseen(PoolView pool) {
        FpmView fpm = pool.fpm();
        if (fpm.looked()) {
            return verdict(
                    pool,
                    Level.CRITICAL,
                    "PHP-FPM on " + fpm.host() + " has no pool named "
                            + pool.pool().pool(),
                    "add its file to pool.d (php-fpm.d on RHEL), or correct the name in the stack file");
        }
        if (pool.hiddenByApache()) {
            return notJudged(pool, "Apache, through which its status page goes, is down");
        }
        if (fpm.pools().stream().noneMatch(PoolView::answers)) {
            return notJudged(pool, "no pool on " + fpm.host() + " answers");
        }
        ProbeFailure failure = pool.failure().orElseThrow();
        return verdict(
                        pool,
                        failure.cause() == ProbeFailure.Cause.OTHER ? Level.UNKNOWN : Level.CRITICAL,
                        "pool " + pool.host() + " does not answer: " + failure.problem(),
                        failure.advice())
                .asMomentary();
    }

    /** The host sees the children, but the page did not come. */
    private static Verdict withoutPage(Health health, PoolView pool) {
        ProbeFailure failure = pool.failure().orElseThrow();
        boolean allBusy = pool.limit().isPresent()
                && pool.active().orElse(0) >= pool.limit().getAsDouble();
        if (allBusy || pool.queue().orElse(0) > 0) {
            String free =
                    pool.seenFact("pm_status_listen").isPresent() ? "" : "; the status page waits for a child, too";
            return judged(health, pool, free);
        }
        Level level = failure.cause() == ProbeFailure.Cause.OTHER ? Level.UNKNOWN : Level.WARNING;
        return verdict(
                        pool,
                        level,
                        "pool " + pool.host() + " lives (" + words(pool) + "), but " + failure.problem(),
                        failure.advice())
                .asMomentary();
    }

    private static Verdict judged(Health health, PoolView pool, String remark) {
        OptionalDouble share = share(pool);
        Level busy = share.isPresent() ? health.level(ThresholdName.FPM_BUSY, share.getAsDouble()) : Level.OK;
        Level level = pool.queue().isPresent()
                ? health.level(ThresholdName.FPM_QUEUE, pool.queue().getAsDouble())
                        .worse(busy == Level.OK || pool.limit().orElse(0) < LARGE ? Level.OK : Level.WARNING)
                : busy;
        String hanging = level != Level.OK && RequestsRule.hang(health, pool)
                ? String.format(
                        Locale.ROOT,
                        ", half of the children have been at their requests for over %.1f s",
                        pool.page("half_running").orElse(0))
                : "";
        return verdict(pool, level, words(pool) + hanging + remark, level == Level.OK ? "" : advice(pool))
                .with(perf(health, pool, share).toArray(Perf[]::new))
                .asMomentary();
    }

    private static OptionalDouble share(PoolView pool) {
        OptionalDouble active = pool.active();
        OptionalDouble limit = pool.limit();
        return active.isPresent() && limit.isPresent() && limit.getAsDouble() > 0
                ? OptionalDouble.of(Math.min(1, active.getAsDouble() / limit.getAsDouble()))
                : OptionalDouble.empty();
    }

    private static List<Perf> perf(Health health, PoolView pool, OptionalDouble share) {
        String name = pool.pool().pool() + "_" + pool.fpm().host();
        List<Perf> perf = new ArrayList<>();
        share.ifPresent(value ->
                perf.add(Perf.of("fpm_busy_" + name, value, "", health.stack().threshold(ThresholdName.FPM_BUSY))
                        .upTo(1)));
        pool.queue().ifPresent(value -> {
            Perf queue = Perf.of("fpm_queue_" + name, value, "", health.stack().threshold(ThresholdName.FPM_QUEUE));
            perf.add(pool.backlog().isPresent() ? queue.upTo(pool.backlog().getAsDouble()) : queue);
        });
        return perf;
    }

    /** {@code all 3 children busy, 12 requests wait (backlog 511)}. */
    private static String words(PoolView pool) {
        return busyWords(pool) + ", " + queueWords(pool);
    }

    private static String busyWords(PoolView pool) {
        OptionalDouble active = pool.active();
        if (active.isEmpty()) {
            return Figures.count(pool.children(), "child", "ren");
        }
        if (pool.limit().isEmpty()) {
            return String.format(
                    "%.0f of %s busy", active.getAsDouble(), Figures.count(pool.children(), "child", "ren"));
        }
        double limit = pool.limit().getAsDouble();
        return active.getAsDouble() >= limit
                ? String.format("all %.0f children busy", limit)
                : String.format("%.0f of %.0f children busy", active.getAsDouble(), limit);
    }

    private static String queueWords(PoolView pool) {
        OptionalDouble queue = pool.queue();
        if (queue.isEmpty()) {
            return "the queue is not known (a unix socket that was not looked at from within)";
        }
        String backlog = pool.backlog().isPresent()
                ? String.format(" (backlog %.0f)", pool.backlog().getAsDouble())
                : "";
        return queue.getAsDouble() == 0
                ? "nobody waits"
                : Figures.count(queue, "request", "s") + (queue.getAsDouble() == 1 ? " waits" : " wait") + backlog;
    }

    private static String advice(PoolView pool) {
        String listen = pool.answers() || pool.seenFact("pm_status_listen").isPresent()
                ? ""
                : "; set pm.status_listen, so that the status page needs no child";
        return "see what its children wait for (database, files, other hosts) before raising pm.max_children"
                + " (headroom tune)" + listen;
    }

    private static Verdict verdict(PoolView pool, Level level, String message, String advice) {
        return Verdict.of("fpm", pool.host(), CHECK, level, message, advice);
    }
}
