package org.headroom.probes.sampling;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.headroom.probes.reading.ProbeFailure;
import org.headroom.probes.reading.Reading;
import org.jspecify.annotations.Nullable;

/**
 * Asks all probes once an interval, in parallel, each under its own deadline.
 *
 * <p>A probe has one sample outstanding at most. One that does not answer in time is reported as failed, at every
 * interval until it answers; what it says late is dropped, and nobody else waits for it. Each sample also gives a
 * reading {@code up}, 1 or 0.
 *
 * <p>The sinks are called by one thread at a time, and no more once {@link #close} has returned.
 */
public final class Sampler implements AutoCloseable {
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("probe-timer").factory());
    private final ThreadFactory workers = Thread.ofVirtual().name("probe-", 0).factory();
    private final ReentrantLock delivery = new ReentrantLock();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Consumer<Reading> readings;
    private final Consumer<ProbeFailure> failures;
    private final Duration interval;
    private final List<ProbeTurns> turns;
    private @Nullable Future<?> ticks;
    private @Nullable RuntimeException sinkFailure;

    /**
     * A sampler that does nothing until {@link #start}.
     *
     * @param deadline of one sample; may be longer than the interval
     */
    public Sampler(
            List<? extends Probe> probes,
            Duration interval,
            Duration deadline,
            Clock clock,
            Consumer<Reading> readings,
            Consumer<ProbeFailure> failures) {
        this.interval = interval;
        this.readings = readings;
        this.failures = failures;
        this.turns = probes.stream()
                .map(probe -> new ProbeTurns(probe, deadline, clock, workers, timer, this::deliver))
                .toList();
    }

    /** Samples now and then once an interval. */
    public void start() {
        ticks = timer.scheduleAtFixedRate(this::sampleOnce, 0, interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Starts one sample of every probe that has none outstanding. */
    void sampleOnce() {
        turns.forEach(ProbeTurns::next);
    }

    /**
     * Ends sampling at once; samples under way are interrupted and their answers dropped.
     *
     * @throws RuntimeException the first one that a sink threw; sampling had gone on without it
     */
    @Override
    public void close() {
        // Whoever delivers just now finishes first: the sinks may be closed right after this.
        delivery.lock();
        try {
            closed.set(true);
        } finally {
            delivery.unlock();
        }
        if (ticks != null) {
            ticks.cancel(false);
        }
        timer.shutdownNow();
        turns.forEach(ProbeTurns::abandon);
        if (sinkFailure != null) {
            throw sinkFailure;
        }
    }

    private void deliver(List<Reading> sample, List<ProbeFailure> problems) {
        delivery.lock();
        try {
            if (!closed.get()) {
                sample.forEach(readings);
                problems.forEach(failures);
            }
        } catch (RuntimeException e) {
            // Thrown here it would end in a worker, or silently end the timer.
            sinkFailure = sinkFailure == null ? e : sinkFailure;
        } finally {
            delivery.unlock();
        }
    }
}
