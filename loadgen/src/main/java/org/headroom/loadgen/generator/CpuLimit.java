package org.headroom.loadgen.generator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tightest CPU limit that a container or service manager put on this process, from control groups of either
 * version: quota / period processors. A limit may stand at any group above the process's own.
 *
 * @param group the directory of the group with the limit; null: none
 * @param cores empty: no limit
 */
record CpuLimit(@Nullable Path group, Optional<Double> cores) {
    private static final CpuLimit NONE = new CpuLimit(null, Optional.empty());

    /** Scheduling periods so far, and those in which the limit held the group back. */
    record Throttling(long periods, long throttled) {}

    static CpuLimit find(Path proc, Path cgroups) {
        CpuLimit tightest = NONE;
        for (String line : lines(proc.resolve("self/cgroup"))) {
            String[] parts = line.split(":", 3);
            if (parts.length == 3) {
                boolean unified = parts[1].isEmpty();
                boolean cpu = unified || List.of(parts[1].split(",", -1)).contains("cpu");
                Path root = unified ? cgroups : firstThere(cgroups, parts[1], "cpu", "cpu,cpuacct");
                tightest = cpu ? tighter(tightest, above(root, parts[2])) : tightest;
            }
        }
        return tightest;
    }

    private static Path firstThere(Path cgroups, String... names) {
        for (String name : names) {
            if (Files.isDirectory(cgroups.resolve(name))) {
                return cgroups.resolve(name);
            }
        }
        return cgroups.resolve(names[0]);
    }

    /** From the group up to the root of the tree, which is all of it that a container sees. */
    private static CpuLimit above(Path root, String group) {
        CpuLimit tightest = NONE;
        Path at = root.resolve(group.replaceFirst("^/+", "")).normalize();
        while (at != null && at.startsWith(root)) {
            Optional<Double> cores = quota(at);
            if (cores.isPresent()) {
                tightest = tighter(tightest, new CpuLimit(at, cores));
            }
            at = at.getParent();
        }
        return tightest;
    }

    private static CpuLimit tighter(CpuLimit one, CpuLimit other) {
        if (one.cores.isEmpty() || other.cores.isEmpty()) {
            return one.cores.isEmpty() ? other : one;
        }
        return other.cores.get() < one.cores.get() ? other : one;
    }

    private static Optional<Double> quota(Path group) {
        String[] v2 = first(group.resolve("cpu.max")).split(" ", -1);
        long quota =
                v2.length == 2 ? LinuxHost.number(v2[0]) : LinuxHost.number(first(group.resolve("cpu.cfs_quota_us")));
        long period =
                v2.length == 2 ? LinuxHost.number(v2[1]) : LinuxHost.number(first(group.resolve("cpu.cfs_period_us")));
        return quota > 0 && period > 0 ? Optional.of((double) quota / period) : Optional.empty();
    }

    Throttling throttling() {
        long periods = 0;
        long throttled = 0;
        if (group != null) {
            for (String line : lines(group.resolve("cpu.stat"))) {
                String[] words = line.split(" ", -1);
                if (words.length == 2 && words[0].equals("nr_periods")) {
                    periods = LinuxHost.number(words[1]);
                } else if (words.length == 2 && words[0].equals("nr_throttled")) {
                    throttled = LinuxHost.number(words[1]);
                }
            }
        }
        return new Throttling(periods, throttled);
    }

    private static String first(Path file) {
        List<String> lines = lines(file);
        return lines.isEmpty() ? "" : lines.getFirst();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of();
        }
    }
}
