package org.headroom.probes.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.headroom.probes.health.Health;
import org.headroom.probes.health.HealthRule;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Perf;
import org.headroom.probes.health.Subject;
import org.headroom.probes.health.Verdict;
import org.headroom.scenarios.stack.ThresholdName;

/**
 * How far a host's clock is from this machine's: at least, since the time that the question and the answer took on their
 * way is known only together. When most hosts are off by about the same, it is this machine's clock that is wrong.
 */
final class ClockRule implements HealthRule {
    private static final String CHECK = "clock";

    private record Offset(Host host, double least, double most) {
        /** The smallest offset that fits, in its direction. */
        double sure() {
            return least > 0 ? least : Math.min(most, 0);
        }

        boolean overlaps(Offset other) {
            return least <= other.most && other.least <= most;
        }
    }

    @Override
    public List<Verdict> judge(Health health) {
        List<Offset> offsets = new ArrayList<>();
        for (Host host : Host.looked(health)) {
            if (host.number("clock_offset_least").isPresent()
                    && host.number("clock_offset_most").isPresent()) {
                offsets.add(new Offset(
                        host,
                        host.number("clock_offset_least").getAsDouble(),
                        host.number("clock_offset_most").getAsDouble()));
            }
        }
        List<Verdict> verdicts = new ArrayList<>();
        boolean ours = offByTheSame(health, offsets);
        for (Offset one : offsets) {
            verdicts.add(judge(one, ours));
        }
        if (offsets.size() > 1) {
            verdicts.add(here(health, offsets, ours));
        }
        return verdicts;
    }

    /** More than half of three or more hosts, this machine's own answer among them, agree that we are wrong. */
    private static boolean offByTheSame(Health health, List<Offset> offsets) {
        return offsets.stream().anyMatch(one -> {
            long agree = offsets.stream()
                    .filter(other -> level(health, other) != Level.OK && other.overlaps(one))
                    .count();
            return level(health, one) != Level.OK && agree >= 2 && agree * 2 > offsets.size();
        });
    }

    private static Level level(Health health, Offset offset) {
        return health.level(ThresholdName.CLOCK_OFFSET, Math.abs(offset.sure()));
    }

    private static Verdict judge(Offset offset, boolean ours) {
        Level level = ours ? Level.OK : level(offset.host().health(), offset);
        String message = level == Level.OK
                ? "its clock agrees with this machine's as far as can be told"
                : String.format(
                        Locale.ROOT,
                        "its clock is at least %.1f s %s this machine's",
                        Math.abs(offset.sure()),
                        offset.sure() > 0 ? "ahead of" : "behind");
        if (ours) {
            message = "its clock agrees with other hosts'";
        }
        return offset.host()
                .verdict(
                        CHECK, level, message, "see whether time is synchronised there (timedatectl, chronyc tracking)")
                .with(Perf.of(
                        "clock_offset_" + offset.host().label(),
                        Math.abs(offset.sure()),
                        "s",
                        offset.host().health().stack().threshold(ThresholdName.CLOCK_OFFSET)));
    }

    private static Verdict here(Health health, List<Offset> offsets, boolean ours) {
        Host cluster = new Host(health, Subject.CLUSTER);
        if (!ours) {
            return cluster.ok(CHECK, "this machine's clock agrees with most hosts'");
        }
        Offset worst = offsets.stream()
                .max((a, b) -> Double.compare(Math.abs(a.sure()), Math.abs(b.sure())))
                .orElseThrow();
        return cluster.verdict(
                CHECK,
                level(health, worst),
                String.format(
                        Locale.ROOT,
                        "this machine's clock is at least %.1f s %s that of most hosts",
                        Math.abs(worst.sure()),
                        worst.sure() > 0 ? "behind" : "ahead of"),
                "see whether time is synchronised on this machine (timedatectl, chronyc tracking)");
    }
}
