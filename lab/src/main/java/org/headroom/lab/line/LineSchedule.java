package org.headroom.lab.line;

import java.util.random.RandomGenerator;

/**
 * When a frame that enters one direction of a line arrives at its other end, if it does. As on a real line, a frame
 * first waits until those before it have been sent ({@code frame bits / rate} each, no bursts), then travels for
 * {@code delay} and a uniformly distributed part of {@code jitter}; frames never overtake each other, so a late one
 * holds back those behind it. A frame that would wait longer than {@code queue} for its turn is dropped at the tail of
 * the queue; one that is lost on its way has used up its share of the rate. Pure: the time is an argument.
 */
final class LineSchedule {
    /** What becomes of a frame. */
    enum Fate {
        ARRIVES,
        LOST,
        QUEUE_FULL
    }

    private static final double NANOS_PER_SECOND = 1e9;

    private final RandomGenerator random;
    private final long delayNanos;
    private final long jitterNanos;
    private final double loss;
    private final long queueNanos;
    private final double nanosPerByte;
    private long sentNanos;
    private long arrivalNanos;

    LineSchedule(LineSettings settings, RandomGenerator random, long nowNanos) {
        this.random = random;
        this.delayNanos = settings.delay().toNanos();
        this.jitterNanos = settings.jitter().toNanos();
        this.loss = settings.loss();
        this.queueNanos = settings.queue().toNanos();
        this.nanosPerByte = settings.bitsPerSecond().isPresent()
                ? Byte.SIZE * NANOS_PER_SECOND / settings.bitsPerSecond().getAsLong()
                : 0;
        this.sentNanos = nowNanos;
        this.arrivalNanos = nowNanos;
    }

    /** Goes on with other settings; what is on its way still arrives before what follows. */
    LineSchedule changedTo(LineSettings settings, long nowNanos) {
        LineSchedule next = new LineSchedule(settings, random, nowNanos);
        next.arrivalNanos = arrivalNanos;
        return next;
    }

    /** Decides about a frame that enters now. */
    Fate enter(long nowNanos, int bytes) {
        long turn = Math.max(0, sentNanos - nowNanos);
        if (turn > queueNanos) {
            return Fate.QUEUE_FULL;
        }
        sentNanos = nowNanos + turn + Math.round(bytes * nanosPerByte);
        if (loss > 0 && random.nextDouble() < loss) {
            return Fate.LOST;
        }
        long travel = delayNanos + (jitterNanos == 0 ? 0 : random.nextLong(jitterNanos + 1));
        long arrival = sentNanos + travel;
        // Compared by difference: System.nanoTime() may overflow.
        arrivalNanos = arrival - arrivalNanos > 0 ? arrival : arrivalNanos;
        return Fate.ARRIVES;
    }

    /** When the frame arrives that last got {@link Fate#ARRIVES}. */
    long arrivalNanos() {
        return arrivalNanos;
    }
}
