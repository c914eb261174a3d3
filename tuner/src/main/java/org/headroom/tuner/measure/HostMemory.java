package org.headroom.tuner.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.headroom.tuner.model.Figure;

/**
 * How much memory there is: the least of the cgroup limits (v2 and v1) on the way up from a process's group, and of
 * what the machine has.
 *
 * @param proc the proc file system
 * @param cgroup where cgroups are mounted
 */
public record HostMemory(Path proc, Path cgroup) {
    /** A v1 group without a limit reads as the largest page-aligned long. */
    private static final long UNLIMITED = 1L << 60;

    /** Of this machine. */
    public static HostMemory ofThisMachine() {
        return new HostMemory(Path.of("/proc"), Path.of("/sys/fs/cgroup"));
    }

    /** The limit for this process; empty if nothing tells. */
    public Optional<Figure> limit() {
        return limitOf("self");
    }

    /**
     * The limit for a process.
     *
     * @param pid its number, or {@code self}
     */
    public Optional<Figure> limitOf(String pid) {
        Optional<Figure> least = total();
        for (String line : lines(proc.resolve(pid).resolve("cgroup"))) {
            // hierarchy:controllers:path; v2 is "0::path".
            String[] parts = line.split(":", 3);
            if (parts.length == 3 && parts[0].equals("0") && parts[1].isEmpty()) {
                least = lesser(least, leastUpwards(cgroup, parts[2], "memory.max"));
                least = lesser(least, leastUpwards(cgroup.resolve("unified"), parts[2], "memory.max"));
            } else if (parts.length == 3 && ("," + parts[1] + ",").contains(",memory,")) {
                least = lesser(least, leastUpwards(cgroup.resolve("memory"), parts[2], "memory.limit_in_bytes"));
            }
        }
        return least;
    }

    private Optional<Figure> total() {
        Path meminfo = proc.resolve("meminfo");
        return lines(meminfo).stream()
                .filter(line -> line.startsWith("MemTotal:"))
                .map(line -> number(line.replaceAll("\\D", "")))
                .flatMap(Optional::stream)
                .map(kibibytes -> new Figure(kibibytes * 1024.0, meminfo + " MemTotal"))
                .findFirst();
    }

    /** A group may use no more than any group above it. In a container its own path may not be visible: go on up. */
    private static Optional<Figure> leastUpwards(Path mount, String group, String file) {
        Optional<Figure> least = Optional.empty();
        Path dir = mount.resolve(group.replaceFirst("^/+", "")).normalize();
        for (Path at = dir; at != null && at.startsWith(mount); at = at.getParent()) {
            Path limit = at.resolve(file);
            least = lesser(
                    least,
                    lines(limit).stream()
                            .findFirst()
                            .flatMap(HostMemory::number)
                            .filter(bytes -> bytes < UNLIMITED)
                            .map(bytes -> Figure.ofBytes(bytes, limit.toString())));
        }
        return least;
    }

    private static Optional<Figure> lesser(Optional<Figure> a, Optional<Figure> b) {
        return a.isPresent() && b.isPresent()
                ? Optional.of(a.get().value() <= b.get().value() ? a.get() : b.get())
                : a.or(() -> b);
    }

    private static Optional<Long> number(String text) {
        try {
            return Optional.of(Long.parseLong(text.strip()));
        } catch (NumberFormatException _) {
            // "max", or nothing.
            return Optional.empty();
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException _) {
            return List.of();
        }
    }
}
