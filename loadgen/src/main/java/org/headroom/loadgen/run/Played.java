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
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.headroom.loadgen.browser.WarmCaches;
import org.headroom.loadgen.gatling.GatlingRun;
import org.headroom.loadgen.gatling.VisitProgram;
import org.headroom.loadgen.page.Browsers;
import org.headroom.loadgen.page.PageReplayer;
import org.headroom.loadgen.record.ProtocolRecorder;
import org.headroom.loadgen.schedule.Entry;
import org.headroom.loadgen.schedule.Phase;
import org.headroom.loadgen.schedule.Schedule;
import org.headroom.loadgen.transport.Transport;
import org.jspecify.annotations.Nullable;

/** One schedule played in Gatling over one transport, recorded by one recorder: a warm-up or a measured part. */
final class Played {
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration STOPPED_TICK = Duration.ofMillis(200);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);

    private final LoadPlan plan;
    private final Part part;
    private final Transport transport;
    private final WarmCaches caches;
    private volatile @Nullable ProtocolRecorder recorder;
    private volatile @Nullable VisitProgram program;
    private volatile boolean stopped;

    /**
     * What to play.
     *
     * @param schedule of all machines' arrivals
     * @param entry which of them are this machine's, and when they begin
     * @param length of the arrivals
     * @param deadline when whatever is still under way ends, as interrupted
     * @param cutOff when Gatling ends at the latest, whoever is still thinking; empty: at the deadline
     * @param phases see {@link Arrivals#phases()}
     */
    record Part(
            Schedule schedule,
            Entry entry,
            Duration length,
            Duration deadline,
            Optional<Duration> cutOff,
            List<Phase> phases) {}

    Played(LoadPlan plan, Part part, Transport transport, WarmCaches caches) {
        this.plan = plan;
        this.part = part;
        this.transport = transport;
        this.caches = caches;
    }

    /**
     * Plays to the end; returns when the last visit is over, at the deadline, or soon after a stop.
     *
     * @param tick called about once a second, with the time since the start
     */
    void execute(Consumer<Duration> tick) throws IOException, InterruptedException {
        Path scratch = LoadRun.scratch();
        try (ScheduledExecutorService pacer = pacer()) {
            VisitProgram mine = new VisitProgram(
                    plan.scenario(),
                    part.schedule(),
                    part.entry(),
                    plan.arrivals() instanceof Arrivals.ClosedVisitors,
                    part.length(),
                    plan.seed(),
                    new VisitProgram.Limits(plan.openVisits(), part.cutOff()),
                    zero -> engine(zero, pacer));
            program = mine;
            if (stopped) {
                mine.stop();
            }
            GatlingRun gatling = GatlingRun.start(mine, scratch);
            try {
                if (!attend(gatling, tick)) {
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
    }

    private VisitProgram.Engine engine(long zeroNanos, ScheduledExecutorService pacer) {
        Instant zero = Instant.now().plusNanos(zeroNanos - System.nanoTime());
        ProtocolRecorder mine =
                new ProtocolRecorder(transport.protocol(), zeroNanos, zero, part.length(), part.phases());
        recorder = mine;
        transport.observedBy(mine);
        return new VisitProgram.Engine(
                new Browsers(transport, plan.target(), part.entry().share().index(), caches),
                new PageReplayer(plan.target(), plan.limits(), mine, pacer, System::nanoTime, plan.userAgent()),
                mine::notStarted,
                zeroNanos);
    }

    /** Returns true when Gatling has ended; false when it was stopped or is past the deadline. */
    private boolean attend(GatlingRun gatling, Consumer<Duration> tick) throws InterruptedException {
        long begun = System.nanoTime();
        while (!gatling.await(stopped ? STOPPED_TICK : TICK)) {
            Duration elapsed = Duration.ofNanos(System.nanoTime() - begun);
            tick.accept(elapsed);
            if (stopped || elapsed.compareTo(part.deadline()) > 0) {
                stop();
                return false;
            }
        }
        return true;
    }

    /** No more arrivals, no more pages. */
    void stop() {
        stopped = true;
        VisitProgram running = program;
        if (running != null) {
            running.stop();
        }
    }

    /** Empty until the arrivals begin. */
    Optional<ProtocolRecorder> recorder() {
        return Optional.ofNullable(recorder);
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
}
