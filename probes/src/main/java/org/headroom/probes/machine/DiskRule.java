package org.headroom.probes.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.headroom.probes.health.Health;
import org.headroom.probes.health.HealthRule;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Perf;
import org.headroom.probes.health.Verdict;
import org.headroom.scenarios.stack.ThresholdName;

/** Space and inodes of every local file system, as programs without root's reserve see it. */
final class DiskRule implements HealthRule {
    @Override
    public List<Verdict> judge(Health health) {
        List<Verdict> verdicts = new ArrayList<>();
        for (Host host : Host.looked(health)) {
            unmeasured(host, "its local file systems").ifPresent(verdicts::add);
            for (String subject : health.now().subjects(HostProbe.NAME)) {
                if (subject.startsWith(host.name() + ":/")) {
                    Host disk = new Host(health, subject);
                    unmeasured(disk, mount(disk)).ifPresent(verdicts::add);
                    space(disk).ifPresent(verdicts::add);
                    inodes(disk).ifPresent(verdicts::add);
                }
            }
        }
        return verdicts;
    }

    private static Optional<Verdict> unmeasured(Host of, String what) {
        return of.fact("disk_problem")
                .map(problem -> of.verdict(
                        "disk",
                        Level.WARNING,
                        what + " could not be measured: " + problem,
                        "a disk may hang: see the kernel's log (journalctl -k) and processes in state D"));
    }

    private static Optional<Verdict> space(Host disk) {
        OptionalDouble total = disk.number("disk_total");
        OptionalDouble free = disk.number("disk_free");
        OptionalDouble available = disk.number("disk_available");
        if (total.isEmpty() || free.isEmpty() || available.isEmpty()) {
            return Optional.empty();
        }
        double left = Math.max(0, available.getAsDouble());
        double used = total.getAsDouble() - free.getAsDouble();
        double share = used + left <= 0 ? 0 : used / (used + left);
        Perf perf = Perf.of(
                "disk_used_" + disk.label(), share, "", disk.health().stack().threshold(ThresholdName.DISK_USED));
        if (disk.number("disk_failed").orElse(0) > 0) {
            return Optional.of(disk.verdict(
                            "disk",
                            Level.CRITICAL,
                            "the kernel made it read-only: "
                                    + disk.fact("disk_source").orElse("the device") + " has failed",
                            "journalctl -k tells the error; check the disk before fsck")
                    .with(perf));
        }
        Level level = disk.health().level(ThresholdName.DISK_USED, share);
        String message = "%s full, %s of %s left"
                .formatted(Host.percent(share), Host.size(left), Host.size(total.getAsDouble()));
        return Optional.of(
                disk.verdict("disk", level, message, "du -xh --max-depth=2 " + mount(disk) + " shows what fills it")
                        .with(perf));
    }

    private static Optional<Verdict> inodes(Host disk) {
        OptionalDouble total = disk.number("inodes");
        OptionalDouble free = disk.number("inodes_free");
        if (total.isEmpty() || free.isEmpty() || total.getAsDouble() <= 0) {
            return Optional.empty();
        }
        double share = 1 - free.getAsDouble() / total.getAsDouble();
        Level level = disk.health().level(ThresholdName.INODES_USED, share);
        String message = "%s of its inodes in use, %.0f files can still be made"
                .formatted(Host.percent(share), free.getAsDouble());
        return Optional.of(disk.verdict(
                        "inodes",
                        level,
                        message,
                        "du -x --inodes --max-depth=2 " + mount(disk) + " shows where the files are")
                .with(Perf.of(
                        "inodes_used_" + disk.label(),
                        share,
                        "",
                        disk.health().stack().threshold(ThresholdName.INODES_USED))));
    }

    private static String mount(Host disk) {
        return disk.name().substring(disk.name().indexOf(":/") + 1);
    }
}
