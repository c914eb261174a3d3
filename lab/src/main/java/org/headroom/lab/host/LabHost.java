package org.headroom.lab.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.headroom.lab.process.Command;
import org.headroom.lab.process.DaemonProcess;
import org.headroom.lab.process.LabException;
import org.headroom.lab.process.Waiting;
import org.headroom.lab.template.Templates;

/**
 * One host of the lab: namespaces that live as long as their process 1. It outlives this JVM, and is found again by its
 * pid file.
 */
public final class LabHost {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String SCRIPT = "/org/headroom/lab/host/host.sh";

    private final String name;
    private final String address;
    private final Setting setting;
    private final DaemonProcess holder;

    /**
     * What all hosts of a lab have in common.
     *
     * @param directory holds a directory for each host
     * @param pids holds the pid files
     * @param visible directories of this machine that hosts see, read-only, at the same paths
     */
    public record Setting(LabNet net, Path image, Path directory, Path pids, List<Path> visible) {
        public Setting {
            visible = List.copyOf(visible);
        }
    }

    public LabHost(String name, String address, Setting setting) {
        this.name = name;
        this.address = address;
        this.setting = setting;
        this.holder = new DaemonProcess(name, setting.pids().resolve(name + ".pid"));
    }

    public String name() {
        return name;
    }

    public String address() {
        return address;
    }

    /** Makes the namespaces and waits until the host can run commands. Its network exists already. */
    public void start(OptionalLong memoryLimitBytes) {
        limit(memoryLimitBytes);
        Map<String, String> environment = Map.of(
                "LAB_HOST", name,
                "LAB_IMAGE", setting.image().toString(),
                "LAB_DIR", directory().toString(),
                "LAB_VISIBLE", setting.visible().stream().map(Path::toString).collect(Collectors.joining(":")));
        List<String> command = new ArrayList<>(inGroup());
        command.addAll(List.of(
                "nsenter",
                "--net=" + setting.net().namespaceFile(name),
                "unshare",
                "--mount",
                "--uts",
                "--ipc",
                "--pid",
                "--fork",
                "--kill-child",
                "--propagation",
                "private",
                "sh",
                script().toString()));
        try {
            Files.createDirectories(directory());
            Files.writeString(script(), Templates.resource(SCRIPT));
            Files.writeString(directory().resolve(HostsHere.ADDRESS_FILE), address);
        } catch (IOException e) {
            throw new LabException("cannot make a host's directory", directory().toString(), "run as root", e);
        }
        holder.start(command, environment, output());
        if (!Waiting.until(PATIENCE, () -> isUp() || holder.pid().isEmpty()) || !isUp()) {
            throw new LabException(
                    "host " + name + " did not come up: " + said(),
                    directory().toString(),
                    "the lab needs a Linux machine with namespaces, overlay and loop devices, and root");
        }
    }

    // Without a limit a group is only convenient: it tells apart whose memory is whose.
    private void limit(OptionalLong bytes) {
        Optional<Cgroups> groups = Cgroups.of(setting.net());
        if (groups.isEmpty() && bytes.isPresent()) {
            throw new LabException(
                    "this machine has no memory cgroups, so " + name + " cannot be limited",
                    "/sys/fs/cgroup",
                    "leave --origin-memory out, or mount the cgroup file system");
        }
        try {
            groups.ifPresent(all -> all.make(name, bytes));
        } catch (LabException e) {
            if (bytes.isPresent()) {
                throw e;
            }
        }
    }

    private Path script() {
        return directory().resolve("host.sh");
    }

    private Path output() {
        return directory().resolve("host.log");
    }

    private String said() {
        try {
            return Files.readString(output()).strip();
        } catch (IOException _) {
            return "no word";
        }
    }

    private Path directory() {
        return setting.directory().resolve(name);
    }

    /** Whether it can run commands. */
    public boolean isUp() {
        return pid().map(LabHost::root)
                .filter(root -> Files.exists(root.resolve("run/headroom/ready")))
                .isPresent();
    }

    /** Process 1, as this machine counts; empty when the host is down. */
    public Optional<Long> pid() {
        return firstProcess(holder);
    }

    static Optional<Long> firstProcess(DaemonProcess holder) {
        return holder.pid()
                .flatMap(ProcessHandle::of)
                .flatMap(handle -> handle.children().findFirst())
                .map(ProcessHandle::pid);
    }

    private long requirePid() {
        return pid().orElseThrow(() -> new LabException(
                "host " + name + " is down", directory().toString(), "headroom lab up starts all of it anew"));
    }

    static Path root(long pid) {
        return Path.of("/proc", Long.toString(pid), "root");
    }

    /** A path of the host, as this machine reaches it. Absolute links on the way to it would lead astray. */
    public Path path(String inHost) {
        return root(requirePid()).resolve(inHost.substring(1));
    }

    /** The command line that runs the arguments in the host, as root, with nothing of this JVM's environment. */
    public List<String> inside(List<String> arguments) {
        List<String> command = new ArrayList<>(inGroup());
        command.addAll(List.of(
                "nsenter", "--target", Long.toString(requirePid()), "--mount", "--uts", "--ipc", "--net", "--pid"));
        command.add("--");
        command.addAll(arguments);
        return List.copyOf(command);
    }

    // Whatever runs in the host counts as the host's memory.
    private List<String> inGroup() {
        return Cgroups.of(setting.net())
                .map(groups -> groups.group(name))
                .filter(group -> Files.isWritable(group.resolve("cgroup.procs")))
                .map(group -> List.of(
                        "sh", "-c", "echo 0 >\"$1/cgroup.procs\" && shift && exec \"$@\"", "sh", group.toString()))
                .orElse(List.of());
    }

    public Command command(String... arguments) {
        return Command.of(inside(List.of(arguments)));
    }

    public Command command(List<String> arguments) {
        return Command.of(inside(arguments));
    }

    /** Runs a shell script in the host, with arguments. */
    public Command shell(String script, String... arguments) {
        List<String> words = new ArrayList<>(List.of("sh", "-euc", script, "sh"));
        words.addAll(List.of(arguments));
        return command(words);
    }

    /** Every process of the host but the one that holds it. */
    public List<HostProcess> processes() {
        return pid()
                .map(pid -> Namespaces.identity(Namespaces.of(pid, "pid")))
                .filter(identity -> !identity.isEmpty())
                .map(identity -> Namespaces.processesIn(Set.of(identity), "pid"))
                .orElse(List.of())
                .stream()
                .flatMap(pid -> HostProcess.of(pid).stream())
                .filter(process -> process.pidInHost() > 1)
                .toList();
    }

    /** Starts a daemon of the host as a child of its process 1. The command must stay in the foreground. */
    public DaemonProcess startDaemon(String role, List<String> command, Map<String, String> environment, String log) {
        DaemonProcess process = daemon(role);
        String mark = "/run/headroom/" + role + ".pid";
        List<String> words = new ArrayList<>(List.of(
                "sh",
                "-euc",
                """
                log=$1 mark=$2
                shift 2
                rm -f "$mark"
                exec setsid --fork sh -c 'echo $$ >"$0.new"; mv "$0.new" "$0"; exec "$@"' "$mark" "$@" \
                    </dev/null >>"$log" 2>&1
                """,
                "sh",
                log,
                mark,
                "env",
                "-i",
                "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
                "LC_ALL=C.UTF-8",
                "HOME=/root"));
        environment.forEach((key, value) -> words.add(key + "=" + value));
        words.addAll(command);
        command(words).require("see " + log + " on host " + name);
        Path file = path(mark);
        if (!Waiting.until(PATIENCE, () -> Files.exists(file))) {
            throw new LabException(role + " on " + name + " did not start", log, "see that log");
        }
        try {
            long inHost = Long.parseLong(Files.readString(file).strip());
            processes().stream()
                    .filter(one -> one.pidInHost() == inHost)
                    .findFirst()
                    .ifPresent(one -> process.adopt(one.pid()));
        } catch (IOException e) {
            throw new LabException("cannot tell the pid of " + role, file.toString(), "see " + e, e);
        }
        return process;
    }

    /** A daemon of the host that was started at some time, alive or not. */
    public DaemonProcess daemon(String role) {
        return new DaemonProcess(name + "-" + role, setting.pids().resolve(name + "-" + role + ".pid"));
    }

    /** Ends the host and all that runs on it, at once. */
    public void stop() {
        holder.kill();
        holder.stop(Duration.ZERO);
    }
}
