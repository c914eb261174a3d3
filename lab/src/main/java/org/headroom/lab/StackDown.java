package org.headroom.lab;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.headroom.lab.host.Cgroups;
import org.headroom.lab.host.Leftovers;
import org.headroom.lab.host.Network;
import org.headroom.lab.line.Lines;
import org.headroom.lab.process.LabException;
import org.headroom.lab.process.Waiting;
import org.headroom.lab.site.Trees;

/**
 * Takes a stack down, whatever state it is in: goes by what there is on this machine (cgroups, namespaces, links), not by
 * what was meant to be, so it also clears up after a start or a stop that was killed.
 */
final class StackDown {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Duration BRIEF = Duration.ofSeconds(5);

    private final LabPaths paths;

    StackDown(LabPaths paths) {
        this.paths = paths;
    }

    /** Ends it all. Nothing in it is worth a graceful end: the next start begins with new data. */
    void run(Consumer<String> progress) {
        Leftovers leftovers = new Leftovers(paths.net());
        List<Long> processes = leftovers.processes();
        Network network = new Network(paths.net());
        if (!processes.isEmpty() || !network.namespaces().isEmpty()) {
            progress.accept("down: ending %d processes on %d hosts"
                    .formatted(processes.size(), network.namespaces().size()));
        }
        // Process 1 of a host takes all others with it, and its parent sees to it that none is left half dead.
        leftovers.firstProcesses().forEach(StackDown::kill);
        boolean gone = Waiting.until(BRIEF, () -> leftovers.processes().isEmpty())
                || Waiting.until(PATIENCE, () -> {
                    List<Long> left = leftovers.processes();
                    left.forEach(StackDown::kill);
                    return left.isEmpty();
                });
        if (!gone) {
            throw new LabException(
                    "processes of the lab cannot be ended: " + leftovers.processes(),
                    "this machine",
                    "see what they wait for: cat /proc/PID/stack");
        }
        Lines.of(paths.run(), paths.net()).mendAll();
        network.remove();
        Optional<Cgroups> cgroups = Cgroups.of(paths.net());
        cgroups.ifPresent(Cgroups::remove);
        for (Path left :
                List.of(paths.pids(), paths.state(), paths.hosts(), paths.run().resolve("lines"))) {
            Trees.remove(left);
        }
        Trees.remove(paths.run().resolve("certificates"));
        Trees.remove(paths.run().resolve("secrets"));
        Trees.remove(paths.run().resolve("faults"));
    }

    private static void kill(long pid) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
}
