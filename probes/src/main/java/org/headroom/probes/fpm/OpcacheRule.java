package org.headroom.probes.fpm;

import java.util.ArrayList;
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

/**
 * The state of a pool's opcache, where an opcache-url is set. A full one is a warning: PHP then compiles every script that
 * has no place with every request, and a restart for want of memory throws away all of it at once.
 */
final class OpcacheRule implements HealthRule {
    private static final String PROBE = PoolPageProbe.OPCACHE;
    private static final double MIB = 1024 * 1024;
    /** Less than this share free, and the next plugin's strings have no place. */
    private static final double STRINGS_FREE = 0.005;

    @Override
    public List<Verdict> judge(Health health) {
        return FpmView.all(health).stream()
                .flatMap(view -> view.pools().stream())
                .filter(pool -> pool.extra(PROBE, "came").isPresent())
                .map(pool -> judge(health, pool))
                .toList();
    }

    private static Verdict judge(Health health, PoolView pool) {
        if (pool.extra(PROBE, "came").orElse(0) == 0) {
            Optional<String> elsewhere = pool.excuse();
            return elsewhere.isPresent()
                    ? Verdict.ok("fpm", pool.host(), "opcache", "not judged: " + elsewhere.get())
                    : verdict(
                            pool,
                            Level.UNKNOWN,
                            pool.extraFact(PROBE, "problem").orElse("no answer"),
                            pool.extraFact(PROBE, "advice").orElse(""));
        }
        if (pool.extra(PROBE, "enabled").orElse(0) == 0) {
            return verdict(
                    pool,
                    Level.WARNING,
                    "opcache is off in pool " + pool.host() + ": PHP compiles every script with every request",
                    "set opcache.enable=1");
        }
        List<String> problems = problems(health, pool);
        return problems.isEmpty()
                ? verdict(pool, Level.OK, words(health, pool), "").with(perf(pool))
                : verdict(
                                pool,
                                Level.WARNING,
                                "opcache of pool " + pool.host() + ": " + String.join("; ", problems) + "; "
                                        + words(health, pool),
                                "raise opcache.memory_consumption, opcache.max_accelerated_files or"
                                        + " opcache.interned_strings_buffer, whichever it names (headroom tune)")
                        .with(perf(pool));
    }

    private static List<String> problems(Health health, PoolView pool) {
        List<String> problems = new ArrayList<>();
        if (pool.extra(PROBE, "full").orElse(0) > 0) {
            problems.add("it is full (opcache.memory_consumption)");
        }
        if (lately(health, pool, "oom_restarts_total") > 0) {
            problems.add("it restarted for want of memory lately (opcache.memory_consumption)");
        }
        if (lately(health, pool, "hash_restarts_total") > 0) {
            problems.add("it restarted for want of keys lately (opcache.max_accelerated_files)");
        }
        OptionalDouble keys = pool.extra(PROBE, "keys");
        OptionalDouble limit = pool.extra(PROBE, "keys_limit");
        if (keys.isPresent() && limit.orElse(0) > 0 && keys.getAsDouble() >= limit.getAsDouble()) {
            problems.add("all keys are taken (opcache.max_accelerated_files)");
        }
        OptionalDouble strings = pool.extra(PROBE, "strings_size");
        OptionalDouble free = pool.extra(PROBE, "strings_free");
        if (strings.orElse(0) > 0 && free.isPresent() && free.getAsDouble() < STRINGS_FREE * strings.getAsDouble()) {
            problems.add("interned strings are full (opcache.interned_strings_buffer)");
        }
        return problems;
    }

    private static double lately(Health health, PoolView pool, String counter) {
        return health.lately(PROBE, pool.host(), counter).orElse(0);
    }

    private static String words(Health health, PoolView pool) {
        double used = pool.extra(PROBE, "used").orElse(0);
        double wasted = pool.extra(PROBE, "wasted").orElse(0);
        double all = used + wasted + pool.extra(PROBE, "free").orElse(0);
        OptionalDouble rate = hitRate(health, pool);
        return String.format(
                Locale.ROOT,
                "%.0f of %.0f MiB used, %.0f wasted, %.0f scripts%s",
                used / MIB,
                all / MIB,
                wasted / MIB,
                pool.extra(PROBE, "scripts").orElse(0),
                rate.isPresent() ? String.format(Locale.ROOT, ", %.1f %% hits", rate.getAsDouble() * 100) : "");
    }

    /** Of the last interval, else since the start; empty when nothing was asked. */
    private static OptionalDouble hitRate(Health health, PoolView pool) {
        double hits = health.grown(PROBE, pool.host(), "hits_total")
                .orElse(pool.extra(PROBE, "hits_total").orElse(0));
        double misses = health.grown(PROBE, pool.host(), "misses_total")
                .orElse(pool.extra(PROBE, "misses_total").orElse(0));
        return hits + misses > 0 ? OptionalDouble.of(hits / (hits + misses)) : OptionalDouble.empty();
    }

    private static Perf perf(PoolView pool) {
        return Perf.of(
                "fpm_opcache_used_" + pool.pool().pool() + "_" + pool.fpm().host(),
                pool.extra(PROBE, "used").orElse(0),
                "B");
    }

    private static Verdict verdict(PoolView pool, Level level, String message, String advice) {
        return Verdict.of("fpm", pool.host(), "opcache", level, message, advice);
    }
}
