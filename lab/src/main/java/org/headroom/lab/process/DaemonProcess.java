package org.headroom.lab.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A daemon that the lab started, known by its pid file, in whichever JVM. Each runs in a session of its own, so its
 * workers are found even after their master has died: the kernel gives a pid to nobody while a session still bears it.
 */
public final class DaemonProcess {
    private static final Duration KILL_TIMEOUT = Duration.ofSeconds(10);

    private final String name;
    private final Path pidFile;

    /** Names a daemon that may or may not run; {@link #start} makes it run. */
    public DaemonProcess(String name, Path pidFile) {
        this.name = name;
        this.pidFile = pidFile;
    }

    /** Starts the command, which must stay in the foreground, with nothing of this JVM's environment. */
    public void start(List<String> command, Map<String, String> environment, Path output) {
        List<String> whole = new ArrayList<>(List.of("setsid"));
        whole.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(whole)
                .directory(Path.of("/").toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        Command.plainEnvironment(builder.environment(), environment);
        try {
            adopt(builder.start().pid());
        } catch (IOException e) {
            throw new LabException("cannot start " + name, String.join(" ", command), "see the cause: " + e, e);
        }
    }

    /** Takes a process that runs already for this daemon's master. */
    public void adopt(long pid) {
        try {
            Files.createDirectories(directoryOf(pidFile));
            Optional<ProcStat> stat = ProcStat.of(pid);
            if (stat.isPresent()) {
                DaemonRecord.of(stat.get()).write(pidFile);
            }
        } catch (IOException e) {
            throw new LabException("cannot keep the pid of " + name, pidFile.toString(), "see the cause: " + e, e);
        }
    }

    private static Path directoryOf(Path file) {
        Path parent = file.getParent();
        return parent == null ? Path.of(".") : parent;
    }

    public String name() {
        return name;
    }

    /** The pid of the daemon's master, while that lives. */
    public Optional<Long> pid() {
        return DaemonRecord.read(pidFile)
                .filter(record -> leaderOf(record).isPresent())
                .map(DaemonRecord::pid);
    }

    /** Whether it was started and not stopped in order, alive or not. */
    public boolean recorded() {
        return Files.exists(pidFile);
    }

    /** The pids of master and workers that live. */
    public List<Long> pids() {
        return DaemonRecord.read(pidFile).map(DaemonProcess::members).orElse(List.of());
    }

    private static Optional<ProcStat> leaderOf(DaemonRecord record) {
        return record.boot().equals(DaemonRecord.currentBoot())
                ? ProcStat.of(record.pid()).filter(stat -> stat.startTicks() == record.startTicks() && !stat.ended())
                : Optional.empty();
    }

    private static List<Long> members(DaemonRecord record) {
        boolean reused = ProcStat.of(record.pid())
                .filter(stat -> stat.startTicks() != record.startTicks())
                .isPresent();
        if (reused || !record.boot().equals(DaemonRecord.currentBoot())) {
            return List.of();
        }
        return ProcStat.all().stream()
                .filter(stat -> stat.session() == record.pid() || stat.pid() == record.pid())
                .filter(stat -> stat.startTicks() >= record.startTicks() && !stat.ended())
                .map(ProcStat::pid)
                .toList();
    }

    /** Memory of master and workers: what each has alone, and its part of what they share. */
    public long pssBytes() {
        return pids().stream().mapToLong(Memory::pssBytes).sum();
    }

    /** Asks the master to end, and kills what is left after the given time. Forgets the daemon. */
    public void stop(Duration patience) {
        Optional<Long> master = pid();
        master.ifPresentOrElse(DaemonProcess::terminate, () -> pids().forEach(DaemonProcess::terminate));
        if (!Waiting.until(patience, () -> pids().isEmpty())) {
            kill();
        }
        forget();
    }

    /** Kills master and workers at once, as a crash would. The daemon stays recorded. */
    public void kill() {
        boolean gone = Waiting.until(KILL_TIMEOUT, () -> {
            List<Long> left = pids();
            left.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
            return left.isEmpty();
        });
        if (!gone) {
            throw new LabException(
                    name + " cannot be ended",
                    "processes " + pids(),
                    "see what they wait for: cat /proc/PID/stack; a hanging file system is the usual reason");
        }
    }

    private static void terminate(long pid) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
    }

    private void forget() {
        try {
            Files.deleteIfExists(pidFile);
        } catch (IOException e) {
            throw new LabException("cannot remove a pid file", pidFile.toString(), "remove it by hand: " + e, e);
        }
    }
}
