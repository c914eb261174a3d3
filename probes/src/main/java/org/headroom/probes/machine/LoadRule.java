package org.headroom.probes.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.headroom.probes.health.Health;
import org.headroom.probes.health.HealthRule;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Perf;
import org.headroom.probes.health.Verdict;
import org.headroom.scenarios.stack.ThresholdName;

/**
 * Load of five minutes for each core. A busy host is no sick one: it alarms only when, as far as the kernel tells, work
 * really waited for a CPU or for a disk.
 */
final class LoadRule implements HealthRule {
    @Override
    public List<Verdict> judge(Health health) {
        List<Verdict> verdicts = new ArrayList<>();
        for (Host host : Host.looked(health)) {
            OptionalDouble load = host.number("load_5m");
            double cores = host.number("cores").orElse(0);
            if (load.isPresent() && cores > 0) {
                verdicts.add(judge(host, load.getAsDouble(), cores));
            }
        }
        return verdicts;
    }

    private static Verdict judge(Host host, double load, double cores) {
        Level level = host.health().level(ThresholdName.HOST_LOAD, load / cores);
        double waited = Math.max(
                host.number("pressure_cpu_some").orElse(1),
                host.number("pressure_io_some").orElse(0));
        if (host.health().level(ThresholdName.HOST_PRESSURE, waited) == Level.OK) {
            level = Level.OK;
        }
        long blocked = Math.round(host.number("processes_blocked").orElse(0));
        String message = String.format(
                Locale.ROOT,
                "load %.1f for each of %.0f cores over five minutes%s",
                load / cores,
                cores,
                blocked > 0
                        ? ", " + blocked + (blocked == 1 ? " process waits" : " processes wait") + " for a disk"
                        : "");
        return host.verdict(
                        "load",
                        level,
                        message,
                        blocked > 0
                                ? "see what waits (ps axo stat,wchan,args: state D) and the disk's latency (iostat -x)"
                                : "see who takes the CPU (top); fewer FPM children queue instead of slowing each other down")
                .with(Perf.of(
                        "load_" + host.label(),
                        load / cores,
                        "",
                        host.health().stack().threshold(ThresholdName.HOST_LOAD)));
    }
}
