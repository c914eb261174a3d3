package org.headroom.probes.fpm;

import java.util.List;
import org.headroom.probes.health.Health;
import org.headroom.probes.health.HealthRule;
import org.headroom.probes.health.Perf;
import org.headroom.probes.health.Verdict;

/** What a pool's children take of memory: for people and graphs. Whether the host has it is the host's verdict. */
final class MemoryRule implements HealthRule {
    private static final double MIB = 1024 * 1024;

    @Override
    public List<Verdict> judge(Health health) {
        return FpmView.all(health).stream()
                .flatMap(view -> view.pools().stream())
                .filter(pool -> pool.seen("pss_mean").isPresent())
                .map(pool -> {
                    String name = pool.pool().pool() + "_" + pool.fpm().host();
                    double mean = pool.seen("pss_mean").orElse(0);
                    double most = pool.seen("pss_max").orElse(0);
                    return Verdict.ok(
                                    "fpm",
                                    pool.host(),
                                    "memory",
                                    String.format(
                                            "a child takes %.0f MiB, the largest %.0f MiB (PSS)",
                                            mean / MIB, most / MIB))
                            .with(
                                    Perf.of("fpm_child_memory_" + name, mean, "B"),
                                    Perf.of("fpm_child_memory_max_" + name, most, "B"));
                })
                .toList();
    }
}
