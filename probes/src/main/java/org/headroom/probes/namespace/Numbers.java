package org.headroom.probes.namespace;

import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers as the helper writes them, and as people say them. */
final class Numbers {
    private static final double ABSURD = 0x1p63;
    private static final double MINUTE = 60;
    private static final double HOUR = 3600;
    private static final double DAY = 86_400;

    private Numbers() {}

    /** A number from 0 on; empty if it is none. */
    static OptionalDouble parse(String text) {
        try {
            double value = Double.parseDouble(text);
            return value >= 0 && value < ABSURD ? OptionalDouble.of(value) : OptionalDouble.empty();
        } catch (NumberFormatException _) {
            return OptionalDouble.empty();
        }
    }

    static String duration(double seconds) {
        if (seconds < 2 * MINUTE) {
            return String.format(Locale.ROOT, "%.0f s", seconds);
        }
        if (seconds < 2 * HOUR) {
            return String.format(Locale.ROOT, "%.0f min", seconds / MINUTE);
        }
        return seconds < 2 * DAY
                ? String.format(Locale.ROOT, "%.0f h", seconds / HOUR)
                : String.format(Locale.ROOT, "%.0f days", seconds / DAY);
    }
}
