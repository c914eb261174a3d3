package org.headroom.lab.host;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.headroom.lab.process.ProcStat;

/** Processes of a lab, found without any record of them: by their cgroup, and by their network namespace. */
public final class Leftovers {
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
                        .map(name -> Namespaces.identity(Path.of("/run/netns", name)))
                        .filter(id -> !id.isEmpty())
                        .collect(Collectors.toSet());
        return Namespaces.processesIn(ours, "net");
    }
}
