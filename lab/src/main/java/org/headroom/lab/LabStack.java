package org.headroom.lab;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.headroom.lab.fault.FaultName;
import org.headroom.lab.fault.Faults;
import org.headroom.lab.fault.Scene;
import org.headroom.lab.host.LabHost;
import org.headroom.lab.line.Line;
import org.headroom.lab.line.Lines;
import org.headroom.lab.plan.HostPlan;
import org.headroom.lab.plan.LabOptions;
import org.headroom.lab.plan.LabTopology;
import org.headroom.lab.plan.Part;
import org.headroom.lab.plan.StackPlan;
import org.headroom.lab.process.LabException;
import org.headroom.lab.site.PreparedSites;
import org.headroom.lab.site.Secrets;
import org.headroom.lab.up.Hosts;
import org.headroom.lab.up.StackStart;
import org.jspecify.annotations.Nullable;

/**
 * One stack on this machine: up, down, looked at, broken and mended. Hosts outlive this object and its JVM; what is needed
 * to find them again lies under the run directory. Closing it takes the stack down.
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

    /** Makes what every stack needs and takes a while, once: the sites. */
    public void prepare() {
        prepared();
    }

    private PreparedSites prepared() {
        PreparedSites prepared = new PreparedSites(paths.sites(), paths.image());
        try {
            prepared.ensure(secrets, progress);
        } catch (IOException e) {
            throw new LabException(
                    "the sites cannot be prepared: " + e, paths.sites().toString(), "is the disk full?", e);
        }
        return prepared;
    }

    /** Brings the stack up, in place of whatever is up or was left behind, and returns when all of it serves. */
    public LabUp up(LabTopology topology, LabOptions options) {
        List<String> missing = new LabInstaller(paths).missing();
        if (!missing.isEmpty()) {
            throw new LabException(
                    "the lab is not installed: " + String.join(", ", missing) + " missing",
                    "this machine",
                    "run \"headroom lab install\"");
        }
        return locked(() -> {
            PreparedSites sites = prepared();
            long startNanos = System.nanoTime();
            StackDown down = new StackDown(paths);
            down.run(progress);
            StackPlan plan = StackPlan.of(topology, options, paths.net());
            new LabState(topology, options, Optional.empty()).write(paths.state());
            StackStart start =
                    new StackStart(plan, new StackStart.Places(paths.image(), paths.run()), secrets, since(startNanos));
            try {
                start.start(sites);
            } catch (RuntimeException | IOException e) {
                clearUp(start, plan, down);
                throw e;
            }
            Duration took = Duration.ofMillis((System.nanoTime() - startNanos) / 1_000_000);
            new LabState(topology, options, Optional.of(took)).write(paths.state());
            return up(plan, start.hosts(), took);
        });
    }

    // Ctrl-C has interrupted this thread; clearing up is done all the same.
    private void clearUp(StackStart start, StackPlan plan, StackDown down) {
        boolean interrupted = Thread.interrupted();
        progress.accept("up: " + (interrupted ? "interrupted" : "failed")
                + ", taking down what had started; logs are kept in " + paths.failed());
        new FailedLogs(paths.failed()).keep(start.hosts(), plan);
        down.run(progress);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Consumer<String> since(long startNanos) {
        return line -> progress.accept(
                String.format(Locale.ROOT, "%5.1f s  %s", (System.nanoTime() - startNanos) / 1e9, line));
    }

    private LabUp up(StackPlan plan, Hosts hosts, Duration took) {
        HostPlan front = plan.fronts().getFirst();
        String log = front.has(Part.NGINX) ? "/var/log/nginx/access.log" : "/var/log/apache2/access.log";
        return new LabUp(
                plan.topology(),
                URI.create("https://" + plan.sites().getFirst().host() + "/"),
                plan.address(front),
                paths.caFile(),
                plan.options().stackFile().toAbsolutePath(),
                hosts.of(front).path(log),
                took);
    }

    /** Ends every process of the stack, and removes its namespaces, links, mounts and cgroups. */
    public void down() {
        locked(() -> {
            new StackDown(paths).run(progress);
            return null;
        });
    }

    @Override
    public void close() {
        down();
    }

    /** As it is now; empty when no stack is up. */
    public Optional<LabStatus> status() {
        return LabState.read(paths.state())
                .map(state -> new StackStatus(
                                plan(state),
                                hosts(state),
                                paths,
                                state.upAfter(),
                                faults(state).active())
                        .read());
    }

    private StackPlan plan(LabState state) {
        return StackPlan.of(state.topology(), state.options(), paths.net());
    }

    private Hosts hosts(LabState state) {
        return new Hosts(plan(state), paths.run(), paths.image());
    }

    private LabState requireState() {
        return LabState.read(paths.state())
                .orElseThrow(
                        () -> new LabException("no stack is up", paths.run().toString(), "run \"headroom lab up\""));
    }

    /** A host of the stack that is up. An unknown one is an {@link IllegalArgumentException} that lists the known. */
    public LabHost host(String name) {
        return hosts(requireState()).of(name);
    }

    /** The line between a host and the others, to be made slow. An unknown host is an {@link IllegalArgumentException}. */
    public Line line(String host) {
        LabState state = requireState();
        return Lines.of(paths.run(), paths.net()).line(hosts(state).of(host).name());
    }

    /**
     * Breaks something, and returns when it is broken. What cannot be broken there is an {@link IllegalArgumentException}.
     *
     * @param host where; empty: at the most sensible place
     */
    public Faults.Active fault(FaultName name, Optional<String> host) {
        return locked(() -> faults(requireState()).inject(name, host));
    }

    /** Mends all that was broken, and returns when it serves again. */
    public List<Faults.Active> clearFaults() {
        return locked(() -> faults(requireState()).clear());
    }

    private Faults faults(LabState state) {
        return new Faults(new Scene(plan(state), hosts(state), paths.run(), progress));
    }

    @FunctionalInterface
    private interface Step<T extends @Nullable Object> {
        T run() throws IOException;
    }

    private <T extends @Nullable Object> T locked(Step<T> step) {
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
