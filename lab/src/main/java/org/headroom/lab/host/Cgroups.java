package org.headroom.lab.host;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.headroom.lab.process.LabException;
import org.headroom.lab.process.Waiting;

/**
 * One memory cgroup for each host, version 1 or 2, whichever the machine has. It holds every process of the host, so it
 * bounds their memory, and tells which are left when a start was cut short.
 */
public final class Cgroups {
    private static final Path MOUNT = Path.of("/sys/fs/cgroup");
    private static final String PROCS = "cgroup.procs";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Path directory;
    private final boolean unified;

    private Cgroups(Path directory, boolean unified) {
        this.directory = directory;
        this.unified = unified;
    }

    /** Empty on a machine that has no memory cgroups mounted at their usual place. */
    public static Optional<Cgroups> of(LabNet net) {
        return in(MOUNT, net);
    }

    static Optional<Cgroups> in(Path mount, LabNet net) {
        Path first = mount.resolve("memory");
        if (Files.exists(first.resolve(PROCS))) {
            return Optional.of(new Cgroups(first.resolve(net.cgroup()), false));
        }
        return Files.exists(mount.resolve("cgroup.controllers"))
                ? Optional.of(new Cgroups(mount.resolve(net.cgroup()), true))
                : Optional.empty();
    }

    /** Makes a host's group, with a limit in bytes or without. */
    public Path make(String host, OptionalLong limitBytes) {
        Path group = directory.resolve(host);
        try {
            Files.createDirectories(directory);
            if (unified) {
                write(directory.resolveSibling("cgroup.subtree_control"), "+memory");
                write(directory.resolve("cgroup.subtree_control"), "+memory");
            }
            Files.createDirectories(group);
            if (limitBytes.isPresent()) {
                String file = unified ? "memory.max" : "memory.limit_in_bytes";
                write(group.resolve(file), Long.toString(limitBytes.getAsLong()));
            }
            return group;
        } catch (IOException e) {
            throw new LabException(
                    "cannot make a memory cgroup for " + host, group.toString(), "run as root; see " + e, e);
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.WRITE);
    }

    /** A host's group, made or not. */
    Path group(String host) {
        return directory.resolve(host);
    }

    /** The processes of all hosts, by this machine's pids. */
    public List<Long> processes() {
        return groups().stream().flatMap(group -> processes(group).stream()).toList();
    }

    static List<Long> processes(Path group) {
        try {
            return Files.readAllLines(group.resolve(PROCS)).stream()
                    .map(Long::valueOf)
                    .toList();
        } catch (IOException _) {
            return List.of();
        }
    }

    /** How many processes of the host the kernel has killed since it was made, since they would not fit its limit. */
    public long kills(String host) {
        Path group = directory.resolve(host);
        Path file = unified ? group.resolve("memory.events") : group.resolve("memory.oom_control");
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith("oom_kill "))
                    .mapToLong(line -> Long.parseLong(line.substring("oom_kill ".length())))
                    .sum();
        } catch (IOException _) {
            return 0;
        }
    }

    private List<Path> groups() {
        List<Path> groups = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, Files::isDirectory)) {
                entries.forEach(groups::add);
            } catch (IOException e) {
                throw new LabException("cannot list cgroups", directory.toString(), "run as root; see " + e, e);
            }
        }
        return groups;
    }

    /** Removes every host's group. Their processes have ended, but the kernel may need a moment to forget them. */
    public void remove() {
        boolean removed = Waiting.until(PATIENCE, () -> {
            groups().forEach(Cgroups::delete);
            delete(directory);
            return !Files.exists(directory);
        });
        if (!removed) {
            throw new LabException(
                    "cannot remove a cgroup",
                    directory.toString(),
                    "see who is in it: cat " + directory + "/*/" + PROCS);
        }
    }

    private static void delete(Path group) {
        try {
            Files.deleteIfExists(group);
        } catch (IOException _) {
            // Still busy.
        }
    }
}
