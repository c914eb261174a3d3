package org.headroom.loadgen.schedule;

import java.time.Duration;

/**
 * A stretch of time over which the rate changes linearly.
 *
 * @param length at least nothing
 * @param fromPerSecond arrivals a second at its beginning, at least 0
 * @param toPerSecond arrivals a second at its end, at least 0
 */
public record RateLine(Duration length, double fromPerSecond, double toPerSecond) {
    private static final double NANOS = 1e9;

    public RateLine {
        if (length.isNegative()) {
            throw new IllegalArgumentException("a phase cannot take less than no time: " + length);
        }
        if (!(fromPerSecond >= 0 && toPerSecond >= 0)
                || Double.isInfinite(fromPerSecond)
                || Double.isInfinite(toPerSecond)) {
            throw new IllegalArgumentException("rates are at least 0: " + fromPerSecond + ", " + toPerSecond);
        }
    }

    /** A rate that stays. */
    public static RateLine constant(Duration length, double perSecond) {
        return new RateLine(length, perSecond, perSecond);
    }

    /** The integral of the rate. */
    public double arrivals() {
        return (fromPerSecond + toPerSecond) / 2 * seconds();
    }

    /** Arrivals in the first {@code seconds} of it. */
    double arrivalsWithin(double seconds) {
        return fromPerSecond * seconds + slope() / 2 * seconds * seconds;
    }

    /** Seconds from its beginning until so many arrivals; the inverse of {@link #arrivalsWithin}. */
    double secondsUntil(double arrivals) {
        if (arrivals <= 0) {
            return 0;
        }
        // The root of from·t + slope/2·t² = arrivals in the form that does not cancel.
        double root = Math.sqrt(Math.max(0, fromPerSecond * fromPerSecond + 2 * slope() * arrivals));
        return Math.min(seconds(), 2 * arrivals / (fromPerSecond + root));
    }

    RateLine times(double factor) {
        return new RateLine(length, fromPerSecond * factor, toPerSecond * factor);
    }

    double seconds() {
        return length.toNanos() / NANOS;
    }

    private double slope() {
        return length.isZero() ? 0 : (toPerSecond - fromPerSecond) / seconds();
    }
}
