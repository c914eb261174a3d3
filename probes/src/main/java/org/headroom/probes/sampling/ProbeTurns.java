package org.headroom.probes.sampling;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.headroom.probes.reading.ProbeFailure;
import org.headroom.probes.reading.Reading;
import org.headroom.probes.reading.Sample;
import org.jspecify.annotations.Nullable;

/** The samples of one probe, one after the other, each answered or given up by its deadline. */
final class ProbeTurns {
    private final Probe probe;
    private final Duration deadline;
    private final Clock clock;
    private final ThreadFactory workers;
    private final ScheduledExecutorService timer;
    private final BiConsumer<List<Reading>, List<ProbeFailure>> sink;

    private @Nullable Turn current;

    ProbeTurns(
            Probe probe,
            Duration deadline,
            Clock clock,
            ThreadFactory workers,
            ScheduledExecutorService timer,
            BiConsumer<List<Reading>, List<ProbeFailure>> sink) {
        this.probe = probe;
        this.deadline = deadline;
        this.clock = clock;
        this.workers = workers;
        this.timer = timer;
        this.sink = sink;
    }

    /** Starts a sample; if the one before is still out and given up, says so instead. */
    void next() {
        Turn outstanding = outstandingOrNew();
        if (outstanding != null && outstanding.isGivenUp()) {
            deliver(failed(
                    "still no answer to the sample of " + outstanding.started,
                    "see whether " + probe.host() + " hangs; the other probes go on"));
        }
    }

    synchronized void abandon() {
        if (current != null) {
            current.worker.interrupt();
        }
    }

    /** The turn that is still out, or null after a new one was started. */
    private synchronized @Nullable Turn outstandingOrNew() {
        if (current != null) {
            return current;
        }
        Turn turn = new Turn(Instant.now(clock));
        current = turn;
        try {
            turn.timeout = timer.schedule(turn::giveUp, deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException _) {
            // The sampler was closed in this moment: nobody waits for the answer.
            return null;
        }
        turn.worker.start();
        return null;
    }

    private synchronized void ended() {
        current = null;
    }

    private Sample failed(String problem, String advice) {
        return new Sample.Failed(new ProbeFailure(Instant.now(clock), probe.name(), probe.host(), problem, advice));
    }

    private void deliver(Sample sample) {
        switch (sample) {
            case Sample.Readings(List<Reading> readings, var _) -> {
                sink.accept(List.of(up(Instant.now(clock), 1)), List.of());
                sink.accept(readings, List.of());
            }
            case Sample.Failed(ProbeFailure failure) -> sink.accept(List.of(up(failure.time(), 0)), List.of(failure));
        }
    }

    private Reading up(Instant time, int value) {
        return new Reading(time, probe.name(), probe.host(), "up", value, "count");
    }

    /** One sample: whoever comes first, the probe or its deadline, speaks for it. */
    private final class Turn {
        private final Instant started;
        private final Thread worker = workers.newThread(this::run);
        private boolean answered;
        private boolean givenUp;
        private @Nullable ScheduledFuture<?> timeout;

        Turn(Instant started) {
            this.started = started;
        }

        private void run() {
            Sample sample = sampleOrFailure();
            boolean inTime = answer();
            ended();
            if (inTime) {
                deliver(sample);
            }
        }

        private Sample sampleOrFailure() {
            try {
                return probe.sample(deadline);
            } catch (RuntimeException e) {
                // A probe must not throw; if one does, it is a bug of ours and must not end the run.
                return failed("probe " + probe.name() + " broke: " + e, "please report this as a bug of Headroom");
            }
        }

        void giveUp() {
            if (takeOver()) {
                deliver(failed(
                        "no answer within " + deadline.toMillis() + " ms",
                        "see whether " + probe.host() + " hangs or is overloaded"));
            }
        }

        private synchronized boolean answer() {
            answered = true;
            if (timeout != null) {
                timeout.cancel(false);
            }
            return !givenUp;
        }

        private synchronized boolean takeOver() {
            givenUp = !answered;
            return givenUp;
        }

        synchronized boolean isGivenUp() {
            return givenUp;
        }
    }
}
