package org.headroom.lab;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.headroom.lab.daemon.Php;
import org.headroom.lab.daemon.RunningDaemon;
import org.headroom.lab.process.DaemonProcess;
import org.headroom.lab.process.LabException;
import org.headroom.lab.site.Secrets;

/**
 * One stack on this machine: up, down, looked at, broken and mended. The daemons outlive this object and its JVM; what is
 * needed to find them again lies under the run directory. Closing it takes the stack down.
 */
public final class LabStack implements AutoCloseable {
    private final LabPaths paths;
    private final Consumer<String> progress;
    private final Secrets secrets;

    private LabStack(LabPaths paths, Consumer<String> progress) {
        this.paths = paths;
        this.progress = progress;
        this.secrets = new Secrets(new SecureRandom());
    }

    /** The stack kept at those paths, up or not. Progress is told line by line. */
    public static LabStack at(LabPaths paths, Consumer<String> progress) {
        return new LabStack(paths, progress);
    }

    /** Brings the stack up, in place of whatever is up or was left behind, and returns when all of it serves. */
    public LabUp up(LabTopology topology, LabOptions options) {
        if (topology.hasShadow() && options.shadowFiller().isEmpty()) {
            throw new IllegalArgumentException("topology " + topology.label() + " needs a shadow filler");
        }
        List<String> missing = new LabInstaller(paths).missing();
        if (!missing.isEmpty()) {
            throw new LabException(
                    "the lab is not installed: " + String.join(", ", missing) + " missing",
                    "this machine",
                    "run \"headroom lab install\"");
        }
        return locked(() -> {
            long startNanos = System.nanoTime();
            stopAll();
            refuseOccupied(options.ports());
            StackPlan plan = new StackPlan(paths, topology, options, php());
            return new StackStart(plan, secrets, progress).start(startNanos);
        });
    }

    private static void refuseOccupied(LabPorts ports) {
        List<String> occupied = ports.occupied();
        if (!occupied.isEmpty()) {
            throw new LabException(
                    "ports are taken: " + String.join(", ", occupied),
                    "loopback",
                    "choose other ports, or see who has them: ss -lntup");
        }
    }

    private static Php php() {
        return Php.find()
                .orElseThrow(
                        () -> new LabException("no PHP-FPM", "/usr/sbin/php-fpm*", "run \"headroom lab install\""));
    }

    /** Ends every process of the stack. Logs and certificates stay until the next start. */
    public void down() {
        locked(() -> {
            stopAll();
            return null;
        });
    }

    @Override
    public void close() {
        down();
    }

    // Goes by the pid files, so it also ends what a start that failed half-way has left.
    private void stopAll() throws IOException {
        StackStop.stopAll(paths, progress);
    }

    /** Every daemon as it is now; empty when no stack is up. */
    public List<DaemonStatus> status() {
        return plan().map(plan -> plan.daemons().stream().map(LabStack::status).toList())
                .orElse(List.of());
    }

    private Optional<StackPlan> plan() {
        return LabState.read(paths.state())
                .flatMap(state -> Php.find().map(php -> new StackPlan(paths, state.topology(), state.options(), php)));
    }

    private StackPlan requirePlan() {
        return plan().orElseThrow(
                        () -> new LabException("no stack is up", paths.run().toString(), "run \"headroom lab up\""));
    }

    private static DaemonStatus status(RunningDaemon running) {
        DaemonProcess process = running.process();
        Optional<Long> pid = process.pid();
        DaemonStatus.State state;
        if (pid.isEmpty()) {
            state = DaemonStatus.State.DEAD;
        } else {
            state = running.daemon().lacking().isEmpty() ? DaemonStatus.State.SERVING : DaemonStatus.State.SILENT;
        }
        return new DaemonStatus(
                running.daemon().place().host(),
                running.daemon().role(),
                running.daemon().address(),
                state,
                pid,
                process.pssBytes());
    }

    /** Breaks it, and returns when it is broken. */
    public void fault(LabFault fault) {
        locked(() -> {
            for (RunningDaemon running : requirePlan().daemons()) {
                if (running.daemon().role().equals(fault.role())) {
                    progress.accept("fault: killing " + running.daemon().name());
                    running.process().kill();
                }
            }
            return null;
        });
    }

    /** Mends all that is broken: starts what is dead, and returns when it serves. */
    public void clearFaults() {
        locked(() -> {
            for (RunningDaemon running : requirePlan().daemons()) {
                if (running.process().pid().isEmpty()) {
                    progress.accept("fault clear: starting " + running.daemon().name());
                    running.process().kill();
                    running.start();
                    running.awaitReady();
                }
            }
            return null;
        });
    }

    @FunctionalInterface
    private interface Step<T extends @org.jspecify.annotations.Nullable Object> {
        T run() throws IOException;
    }

    private <T extends @org.jspecify.annotations.Nullable Object> T locked(Step<T> step) {
        try {
            Files.createDirectories(paths.run());
            Path file = paths.run().resolve("lock");
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.tryLock()) {
                if (lock == null) {
                    throw new LabException(
                            "another headroom works on this lab", file.toString(), "wait for it, then try again");
                }
                return step.run();
            }
        } catch (OverlappingFileLockException e) {
            throw new LabException(
                    "this program works on the lab already", paths.run().toString(), "wait for it, then try again", e);
        } catch (IOException e) {
            throw new LabException(
                    "the lab's files cannot be written: " + e,
                    paths.run().toString(),
                    "run as root, and see that the disk has room",
                    e);
        }
    }
}
