package org.headroom.loadgen.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.stream.Stream;
import org.headroom.loadgen.gatling.GatlingRun;
import org.headroom.loadgen.gatling.VisitProgram;
import org.headroom.loadgen.page.Browsers;
import org.headroom.loadgen.page.PageObserver;
import org.headroom.loadgen.page.PageReplayer;
import org.headroom.loadgen.page.PageView;
import org.headroom.loadgen.record.IntervalLogs;
import org.headroom.loadgen.record.ProtocolRecorder;
import org.headroom.loadgen.result.ProtocolSummary;
import org.headroom.loadgen.schedule.Schedule;
import org.headroom.loadgen.transport.Exchange;
import org.headroom.loadgen.transport.FailureKind;
import org.headroom.loadgen.transport.Transport;
import org.headroom.scenarios.model.ResourceKind;
import org.jspecify.annotations.Nullable;

/** One protocol's turn of a plan. */
final class ProtocolRun {
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);
    /** Gatling's own start and end, on a loaded machine. */
    private static final Duration GATLING_PATIENCE = Duration.ofSeconds(30);

    private final LoadPlan plan;
    private final Transport transport;
    private final GeneratorHealth health;
    private final RunListener listener;
    private volatile @Nullable ProtocolRecorder recorder;
    private volatile @Nullable VisitProgram program;
    private volatile boolean stopped;

    ProtocolRun(LoadPlan plan, Transport transport, GeneratorHealth health, RunListener listener) {
        this.plan = plan;
        this.transport = transport;
        this.health = health;
        this.listener = listener;
    }

    void execute(IntervalLogs logs) throws IOException, InterruptedException {
        Duration planned = plan.ramp().plus(plan.duration());
        listener.protocolStarted(transport.protocol(), transport.name(), planned);
        if (plan.warmUp().isPositive() && !stopped) {
            play(plan.arrivals().schedule(Duration.ZERO, plan.warmUp(), pagesPerVisit()), plan.warmUp(), null);
        }
        if (!stopped) {
            play(plan.arrivals().schedule(plan.ramp(), plan.duration(), pagesPerVisit()), planned, logs);
        }
    }

    private double pagesPerVisit() {
        return plan.scenario().meanPagesPerVisit();
    }

    /** Plays a schedule; without logs it is a warm-up, observed by nobody. */
    private void play(Schedule schedule, Duration length, @Nullable IntervalLogs logs)
            throws IOException, InterruptedException {
        Path scratch = LoadRun.scratch();
        try (ScheduledExecutorService pacer = pacer()) {
            VisitProgram mine = new VisitProgram(
                    plan.scenario(),
                    schedule,
                    plan.arrivals() instanceof Arrivals.ClosedVisitors,
                    length,
                    plan.seed(),
                    zero -> engine(zero, pacer, logs != null));
            program = mine;
            if (stopped) {
                mine.stop();
            }
            GatlingRun gatling = GatlingRun.start(mine, scratch);
            try {
                if (!attend(gatling, length, logs)) {
                    // Whatever is still under way after a stop or at the deadline ends here, as interrupted.
                    transport.close();
                    var _ = gatling.await(STOP_PATIENCE);
                }
            } finally {
                pacer.shutdownNow();
            }
        } finally {
            deleteTree(scratch);
        }
        if (logs != null && recorder != null) {
            logs.append(recorder());
        }
    }

    private VisitProgram.Engine engine(long zeroNanos, ScheduledExecutorService pacer, boolean measured) {
        PageObserver observer = new NoObserver();
        if (measured) {
            Instant zero = Instant.now().plusNanos(zeroNanos - System.nanoTime());
            ProtocolRecorder mine = new ProtocolRecorder(transport.protocol(), zeroNanos, zero);
            recorder = mine;
            observer = mine;
        }
        return new VisitProgram.Engine(
                new Browsers(transport, plan.target()),
                new PageReplayer(plan.target(), plan.limits(), observer, pacer, System::nanoTime, plan.userAgent()),
                zeroNanos);
    }

    /**
     * Once a second: note the generator's state, append the logs, tell the listener.
     *
     * @return true when Gatling has ended; false when it was stopped or is past every deadline
     */
    private boolean attend(GatlingRun gatling, Duration length, @Nullable IntervalLogs logs)
            throws InterruptedException {
        long begun = System.nanoTime();
        Duration deadline =
                length.plus(plan.limits().page()).plus(GATLING_PATIENCE).plus(longestThinking());
        boolean draining = false;
        while (!gatling.await(stopped ? Duration.ofMillis(200) : TICK)) {
            Duration elapsed = Duration.ofNanos(System.nanoTime() - begun);
            ProtocolRecorder mine = recorder;
            if (mine != null && logs != null) {
                mine.generator(System.nanoTime(), transport.openConnections(), health.cpuShare());
                logs.append(mine);
                listener.progress(transport.protocol(), mine.elapsed(), mine.progress(), transport.openConnections());
            }
            if (!draining && logs != null && elapsed.compareTo(length.plus(TICK.multipliedBy(2))) > 0) {
                draining = true;
                listener.draining(transport.protocol());
            }
            if (stopped || elapsed.compareTo(deadline) > 0) {
                return false;
            }
        }
        return true;
    }

    private Duration longestThinking() {
        return plan.scenario().visits().stream()
                .map(visit -> visit.think()
                        .plus(plan.limits().page())
                        .multipliedBy(visit.pages().size() - 1L))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    void stop() {
        stopped = true;
        VisitProgram running = program;
        if (running != null) {
            running.stop();
        }
    }

    boolean hasBegun() {
        return recorder != null;
    }

    ProtocolRecorder recorder() {
        return Optional.ofNullable(recorder).orElseThrow();
    }

    ProtocolSummary summary() {
        return recorder().summary(transport.name());
    }

    private static ScheduledExecutorService pacer() {
        ScheduledThreadPoolExecutor pacer = new ScheduledThreadPoolExecutor(
                2, Thread.ofPlatform().name("pacer-", 0).daemon().factory());
        pacer.setRemoveOnCancelPolicy(true);
        return pacer;
    }

    /** As far as it goes: a Gatling that was cut off may still write there, and the folder is a temporary one. */
    private static void deleteTree(Path directory) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> files = Files.walk(directory)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        } catch (UncheckedIOException e) {
            return;
        }
        for (Path file : deepestFirst) {
            try {
                Files.deleteIfExists(file);
            } catch (DirectoryNotEmptyException e) {
                return;
            }
        }
    }

    /** Watches a warm-up: nothing of it counts. */
    private static final class NoObserver implements PageObserver {
        @Override
        public void pageOffered(long intendedNanos) {}

        @Override
        public void pageStarted(long startedNanos) {}

        @Override
        public void requestDone(
                ResourceKind kind, Exchange exchange, Optional<FailureKind> failure, boolean sizeDiffers) {}

        @Override
        public void pageDone(PageView view) {}
    }
}
