package org.headroom.tuner.model;

/**
 * A number that the model works from.
 *
 * @param value finite, not negative
 * @param source where it was measured, or {@code assumed: …}
 */
public record Figure(double value, String source) {
    static final String ASSUMED = "assumed: ";

    public Figure {
        if (!Double.isFinite(value) || value < 0) {
            throw new IllegalArgumentException("not a usable figure: " + value + " (" + source + ")");
        }
    }

    /** A figure that was not measured on this host, and why it is believed. */
    public static Figure assumed(double value, String why) {
        return new Figure(value, ASSUMED + why);
    }

    /** Whether nobody measured it. */
    public boolean isAssumed() {
        return source.startsWith(ASSUMED);
    }

    /** Measured bytes. */
    public static Figure ofBytes(long bytes, String source) {
        return new Figure((double) bytes, source);
    }

    /** Rounded up: of bytes, the whole ones. */
    long ceil() {
        return (long) Math.ceil(value);
    }
}
