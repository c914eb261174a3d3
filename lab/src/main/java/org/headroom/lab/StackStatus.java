package org.headroom.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.headroom.lab.LabStatus.HostStatus;
import org.headroom.lab.LabStatus.PartStatus;
import org.headroom.lab.LabStatus.State;
import org.headroom.lab.daemon.Service;
import org.headroom.lab.fault.Faults;
import org.headroom.lab.host.Cgroups;
import org.headroom.lab.host.HostProcess;
import org.headroom.lab.host.LabHost;
import org.headroom.lab.host.Network;
import org.headroom.lab.line.Line;
import org.headroom.lab.line.LineStatistics;
import org.headroom.lab.line.Lines;
import org.headroom.lab.plan.HostPlan;
import org.headroom.lab.plan.Part;
import org.headroom.lab.plan.StackPlan;
import org.headroom.lab.process.DaemonProcess;
import org.headroom.lab.process.Memory;
import org.headroom.lab.process.ProcStat;
import org.headroom.lab.up.Hosts;
import org.headroom.lab.up.Together;
import org.headroom.lab.up.Volumes;

/** Looks at every part of a stack. */
final class StackStatus {
    private static final long MIB = 1 << 20;
    private static final String FROZEN = "its process is frozen";

    private final StackPlan plan;
    private final Hosts hosts;
    private final LabPaths paths;
    private final Optional<Duration> upAfter;
    private final List<Faults.Active> faults;

    StackStatus(StackPlan plan, Hosts hosts, LabPaths paths, Optional<Duration> upAfter, List<Faults.Active> faults) {
        this.plan = plan;
        this.hosts = hosts;
        this.paths = paths;
        this.upAfter = upAfter;
        this.faults = List.copyOf(faults);
    }

    LabStatus read() {
        List<HostStatus> seen = answers(plan.hosts().stream()
                .<Supplier<HostStatus>>map(host -> () -> host(host))
                .toList());
        return new LabStatus(
                plan.topology(),
                upAfter,
                seen,
                faults.stream()
                        .map(fault -> fault.fault().label() + " on " + fault.host())
                        .toList(),
                slowLines());
    }

    private List<String> slowLines() {
        List<String> slow = new ArrayList<>();
        for (HostPlan host : plan.hosts()) {
            Line line = Lines.of(paths.run(), paths.net()).line(host.name());
            if (line.isSlow()) {
                LineStatistics now = line.statistics();
                slow.add(host.name() + ": " + now.settings()
                        + now.roaming().map(roaming -> ", " + roaming).orElse("") + ", "
                        + line.pssBytes() / MIB + " MiB");
            }
        }
        return slow;
    }

    // A frozen process still has its sockets and its place in the daemon's own tables.
    private static boolean frozen(Optional<Long> pid) {
        return pid.flatMap(ProcStat::of).filter(ProcStat::stopped).isPresent();
    }

    private HostStatus host(HostPlan planned) {
        LabHost host = hosts.of(planned);
        boolean up = host.isUp();
        List<HostProcess> processes = up ? host.processes() : List.of();
        List<Supplier<PartStatus>> questions = new ArrayList<>();
        for (Service service : hosts.services().of(planned)) {
            questions.add(() -> part(host, service, up));
        }
        for (String volume : plan.layout().volumes()) {
            if (planned.has(Part.BRICKS)) {
                questions.add(() -> brick(volume, processes));
            }
            if (planned.has(Part.MOUNTS)) {
                questions.add(() -> mount(host, volume, processes, up));
            }
        }
        List<PartStatus> parts = answers(questions);
        long bytes = processes.stream()
                .mapToLong(process -> Memory.pssBytes(process.pid()))
                .sum();
        return new HostStatus(
                host.name(),
                host.address(),
                up,
                up && new Network(plan.net()).connected(host.name()),
                bytes,
                planned.has(Part.FPM)
                        ? plan.options().originMemoryBytes().stream().boxed().findFirst()
                        : Optional.empty(),
                Cgroups.of(plan.net()).map(groups -> groups.kills(host.name())).orElse(0L),
                parts);
    }

    // What does not answer takes until its time is up: all at once, so that it is not the sum that one waits for.
    private static <T> List<T> answers(List<Supplier<T>> questions) {
        Map<Integer, T> answers = new ConcurrentSkipListMap<>();
        Together.each(
                IntStream.range(0, questions.size()).boxed().toList(),
                index -> answers.put(index, questions.get(index).get()));
        return List.copyOf(answers.values());
    }

    private static PartStatus part(LabHost host, Service service, boolean up) {
        DaemonProcess process = host.daemon(service.role());
        Optional<Long> pid = up ? process.pid() : Optional.empty();
        String lacking = pid.isEmpty()
                ? "it has ended"
                : frozen(pid) ? FROZEN : service.lacking().apply(host).orElse("");
        State state = pid.isEmpty() ? State.DEAD : lacking.isEmpty() ? State.SERVING : State.SILENT;
        return new PartStatus(service.role(), service.address(), state, lacking, pid, process.pssBytes());
    }

    private static PartStatus brick(String volume, List<HostProcess> processes) {
        Optional<Long> pid = Volumes.brickServers(processes, volume).stream().findFirst();
        return new PartStatus(
                "brick " + volume,
                Volumes.brick(volume),
                pid.isEmpty() ? State.DEAD : frozen(pid) ? State.SILENT : State.SERVING,
                pid.isEmpty() ? "no process serves it" : frozen(pid) ? FROZEN : "",
                pid,
                pid.map(Memory::pssBytes).orElse(0L));
    }

    private static PartStatus mount(LabHost host, String volume, List<HostProcess> processes, boolean up) {
        String mount = "/mnt/" + volume;
        Optional<Long> pid = Volumes.clients(processes, mount).stream().findFirst();
        boolean serving = up && Volumes.mounted(host, mount);
        State state = serving ? State.SERVING : pid.isPresent() ? State.SILENT : State.DEAD;
        return new PartStatus(
                "mount " + volume,
                mount,
                state,
                serving ? "" : "not mounted, or it does not answer",
                pid,
                pid.map(Memory::pssBytes).orElse(0L));
    }
}
