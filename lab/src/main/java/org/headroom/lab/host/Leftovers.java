package org.headroom.lab.host;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.headroom.lab.process.LabException;
import org.headroom.lab.process.ProcStat;

/** Processes of a lab, found without any record of them: by their cgroup, and by their network namespace. */
public final class Leftovers {
    private static final Path PROC = Path.of("/proc");

    private final LabNet net;

    public Leftovers(LabNet net) {
        this.net = net;
    }

    /** All of them, by this machine's pids; those that have ended and only wait to be noticed are left out. */
    public List<Long> processes() {
        Set<Long> found = new TreeSet<>(Cgroups.of(net).map(Cgroups::processes).orElse(List.of()));
        found.addAll(inNamespaces());
        return found.stream()
                .filter(pid -> ProcStat.of(pid).filter(stat -> !stat.ended()).isPresent())
                .toList();
    }

    /** Process 1 of every host. */
    public List<Long> firstProcesses() {
        return processes().stream()
                .flatMap(pid -> HostProcess.of(pid).stream())
                .filter(process -> process.pidInHost() == 1)
                .map(HostProcess::pid)
                .toList();
    }

    private List<Long> inNamespaces() {
        Set<String> ours = new Network(net)
                .namespaces().stream()
                        .map(name -> identity(Path.of("/run/netns", name)))
                        .filter(id -> !id.isEmpty())
                        .collect(Collectors.toSet());
        List<Long> found = new ArrayList<>();
        if (ours.isEmpty()) {
            return found;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path entry : entries) {
                if (ours.contains(identity(entry.resolve("ns/net")))) {
                    found.add(Long.valueOf(entry.getFileName().toString()));
                }
            }
        } catch (IOException e) {
            throw new LabException("cannot list processes", PROC.toString(), "mount /proc", e);
        }
        return found;
    }

    // A namespace is the same file, however one comes to it.
    private static String identity(Path namespace) {
        try {
            return Files.getAttribute(namespace, "unix:dev") + ":" + Files.getAttribute(namespace, "unix:ino");
        } catch (IOException _) {
            return "";
        }
    }
}
