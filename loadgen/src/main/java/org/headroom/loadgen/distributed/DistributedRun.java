package org.headroom.loadgen.distributed;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.headroom.loadgen.record.IntervalLogs;
import org.headroom.loadgen.result.InjectorResult;
import org.headroom.loadgen.result.RunDirectory;
import org.headroom.loadgen.result.TimelineSecond;
import org.headroom.loadgen.run.LoadEngine;
import org.headroom.loadgen.run.LoadPlan;
import org.headroom.loadgen.run.LoadRun;
import org.headroom.loadgen.run.RunListener;
import org.headroom.loadgen.slo.SloJudge;

/**
 * A plan played by injectors, coordinated and added up here. One thread, that of {@link #execute()}, does everything;
 * others only put messages into its queue.
 */
public final class DistributedRun implements LoadEngine {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final LoadPlan plan;
    private final Injectors injectors;
    private final RunDirectory directory;
    private final RunListener listener;
    private final LostArrivals arrivals;
    private final MergedGenerator generator = new MergedGenerator();
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final List<MergedTurn> turns = new CopyOnWriteArrayList<>();
    private volatile Instant start = Instant.now();
    private volatile boolean stopped;

    /** Something to be done by the run's thread. */
    record Event(RemoteInjector from, RemoteInjector.Received received) {}

    /**
     * A run.
     *
     * @param injectors that have this plan in hand; the run lets them go at its end
     */
    public DistributedRun(LoadPlan plan, Injectors injectors, RunDirectory directory, RunListener listener) {
        this.plan = plan;
        this.injectors = injectors;
        this.directory = directory;
        this.listener = listener;
        this.arrivals = new LostArrivals(plan);
    }

    @Override
    public LoadRun.Measured execute() throws IOException, InterruptedException {
        Files.createDirectories(directory.path());
        start = Instant.now();
        List<Thread> readers = new ArrayList<>();
        try (injectors;
                IntervalLogs logs =
                        new IntervalLogs(directory.pagesLog(), directory.requestsLog(), start.toEpochMilli())) {
            for (RemoteInjector injector : injectors.all()) {
                injector.heard(System.nanoTime());
                readers.add(Thread.ofVirtual().start(() -> forward(injector)));
            }
            for (int i = 0; i < plan.protocols().size() && !stopped && anyLeft(); i++) {
                MergedTurn turn = new MergedTurn(
                        this, plan.protocols().get(i), plan.protocols().size() - i - 1);
                turns.add(turn);
                turn.play(logs);
            }
        } finally {
            readers.forEach(Thread::interrupt);
        }
        return measured(stopped);
    }

    private void forward(RemoteInjector injector) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                injector.receive(PATIENCE).ifPresent(received -> events.add(new Event(injector, received)));
            }
        } catch (InterruptedException _) {
            // The run is over.
        }
    }

    private boolean anyLeft() {
        return injectors.all().stream().anyMatch(injector -> !injector.isLost());
    }

    @Override
    public LoadRun.Measured soFar() {
        return measured(true);
    }

    private LoadRun.Measured measured(boolean interrupted) {
        List<MergedTurn> begun = turns.stream().filter(MergedTurn::hasBegun).toList();
        List<String> limits = new ArrayList<>();
        List<TimelineSecond> timeline = new ArrayList<>();
        for (MergedTurn turn : begun) {
            limits.addAll(turn.generatorLimits());
            timeline.addAll(turn.recorder().timeline());
        }
        List<InjectorResult> results = injectors.all().stream()
                .map(injector -> injector.result(interrupted))
                .toList();
        boolean anyLost = results.stream().anyMatch(result -> result.lost() != null);
        return new LoadRun.Measured(
                begun.stream().map(MergedTurn::summary).toList(),
                SloJudge.judge(
                        plan.goals(), begun.stream().map(MergedTurn::recorder).toList()),
                limits,
                generator.merge(begun.stream().map(MergedTurn::recorder).toList()),
                timeline,
                start,
                Instant.now(),
                interrupted || anyLost,
                anyLeft() ? Optional.empty() : Optional.of("every injector was lost"),
                results);
    }

    @Override
    public void stop() {
        stopped = true;
        injectors.all().forEach(injector -> injector.send(new Message.Stop()));
    }

    @Override
    public double startDelaySeconds() {
        if (turns.isEmpty() || !turns.getLast().hasBegun()) {
            return 0;
        }
        double millis = turns.getLast().recorder().startDelayP99Millis();
        return Double.isNaN(millis) ? 0 : Math.max(0, millis / 1000);
    }

    boolean stopped() {
        return stopped;
    }

    LoadPlan plan() {
        return plan;
    }

    LostArrivals arrivals() {
        return arrivals;
    }

    MergedGenerator generator() {
        return generator;
    }

    RunListener listener() {
        return listener;
    }

    BlockingQueue<Event> events() {
        return events;
    }

    List<RemoteInjector> left() {
        return injectors.all().stream().filter(injector -> !injector.isLost()).toList();
    }

    long openConnections() {
        return injectors.all().stream()
                .mapToLong(RemoteInjector::openConnections)
                .sum();
    }
}
