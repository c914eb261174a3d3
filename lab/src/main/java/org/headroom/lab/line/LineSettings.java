package org.headroom.lab.line;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * What a slow line does to what it carries: one way, the same in both directions. Its text form is
 * {@code delay=15ms jitter=2ms loss=1% rate=10mbit queue=100ms}, in which every part may be left out, and may begin with
 * the name of a {@link LinePreset}.
 *
 * @param delay how long each frame travels at least, 0 to 10 s
 * @param jitter how much longer at most, uniformly distributed, 0 to 10 s; the order of frames is kept
 * @param loss the probability that a frame does not arrive, 0 to 1, independent of the others
 * @param bitsPerSecond how fast frames are sent, 8,000 to 10,000,000,000; empty: as fast as the machine can
 * @param queue how long a frame may wait for its turn to be sent before it is dropped, over 0 to 10 s; without a rate
 *     nothing waits
 */
public record LineSettings(Duration delay, Duration jitter, double loss, OptionalLong bitsPerSecond, Duration queue) {
    static final Duration LONGEST = Duration.ofSeconds(10);
    static final long SLOWEST_BITS = 8_000;
    static final long FASTEST_BITS = 10_000_000_000L;

    /** A line that does nothing to what it carries. */
    public static final LineSettings NONE =
            new LineSettings(Duration.ZERO, Duration.ZERO, 0, OptionalLong.empty(), Duration.ofMillis(100));

    public LineSettings {
        if (!allowed(delay) || !allowed(jitter) || !allowed(queue) || queue.isZero()) {
            throw new IllegalArgumentException("delay and jitter are 0 to 10 s, queue is over 0 to 10 s");
        }
        if (!(loss >= 0 && loss <= 1)) {
            throw new IllegalArgumentException("loss is 0 to 1, not " + loss);
        }
        bitsPerSecond.ifPresent(bits -> {
            if (bits < SLOWEST_BITS || bits > FASTEST_BITS) {
                throw new IllegalArgumentException("a rate is 8 kbit/s to 10 Gbit/s, not " + bits + " bit/s");
            }
        });
    }

    private static boolean allowed(Duration time) {
        return !time.isNegative() && time.compareTo(LONGEST) <= 0;
    }

    /** Reads the text form; a {@link org.headroom.lab.process.LabException} names everything that is wrong with it. */
    public static LineSettings parse(String text) {
        return new LineSettingsText(text).read();
    }

    /** The text form. */
    @Override
    public String toString() {
        return LineSettingsText.write(this);
    }

    public LineSettings withDelay(Duration value) {
        return new LineSettings(value, jitter, loss, bitsPerSecond, queue);
    }

    public LineSettings withJitter(Duration value) {
        return new LineSettings(delay, value, loss, bitsPerSecond, queue);
    }

    public LineSettings withLoss(double value) {
        return new LineSettings(delay, jitter, value, bitsPerSecond, queue);
    }

    public LineSettings withBitsPerSecond(OptionalLong value) {
        return new LineSettings(delay, jitter, loss, value, queue);
    }

    public LineSettings withQueue(Duration value) {
        return new LineSettings(delay, jitter, loss, bitsPerSecond, value);
    }
}
