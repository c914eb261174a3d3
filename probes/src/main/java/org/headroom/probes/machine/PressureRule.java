package org.headroom.probes.machine;

import java.util.ArrayList;
import java.util.List;
import org.headroom.probes.health.Health;
import org.headroom.probes.health.HealthRule;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Perf;
import org.headroom.probes.health.Verdict;
import org.headroom.scenarios.stack.Threshold;
import org.headroom.scenarios.stack.ThresholdName;

/**
 * The share of the last minute in which all work stood still for memory, or for disks (PSI, "full"). That some work
 * waits for a CPU is what load looks like: the load's rule weighs it.
 */
final class PressureRule implements HealthRule {
    @Override
    public List<Verdict> judge(Health health) {
        List<Verdict> verdicts = new ArrayList<>();
        Threshold threshold = health.stack().threshold(ThresholdName.HOST_PRESSURE);
        for (Host host : Host.looked(health)) {
            if (host.number("pressure_memory_full").isEmpty()
                    || host.number("pressure_io_full").isEmpty()) {
                continue;
            }
            double memory = host.number("pressure_memory_full").getAsDouble();
            double io = host.number("pressure_io_full").getAsDouble();
            Level level = health.level(ThresholdName.HOST_PRESSURE, Math.max(memory, io));
            String message = "all work stood still for memory in %s and for disks in %s of the last minute"
                    .formatted(Host.percent(memory), Host.percent(io));
            String advice = memory >= io
                    ? "it swaps or reads its programs again and again: give it more memory, or fewer processes (headroom tune)"
                    : "see which disk is slow (iostat -x) and who uses it (iotop)";
            verdicts.add(host.verdict("pressure", level, message, advice)
                    .with(
                            Perf.of("pressure_memory_" + host.label(), memory, "", threshold),
                            Perf.of("pressure_io_" + host.label(), io, "", threshold),
                            Perf.of(
                                    "pressure_cpu_" + host.label(),
                                    host.number("pressure_cpu_some").orElse(0),
                                    "")));
        }
        return verdicts;
    }
}
