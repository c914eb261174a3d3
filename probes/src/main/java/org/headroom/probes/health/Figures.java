package org.headroom.probes.health;

import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers as people read them. */
public final class Figures {
    private static final int MINUTE = 60;
    private static final int HOUR = 3600;
    private static final int DAY = 86_400;

    private Figures() {}

    /** {@code 1 process}, {@code 3 processes}, {@code no process}. */
    public static String count(OptionalDouble number, String one, String plural) {
        long whole = Math.round(number.orElse(0));
        return whole == 0 ? "no " + one : whole == 1 ? "1 " + one : whole + " " + one + plural;
    }

    /** {@code 12 %}. */
    public static String percent(double share) {
        return Math.round(share * 100) + " %";
    }

    /** {@code 40 s}, {@code 12 min}, {@code 3.5 h}, {@code 12 days}. */
    public static String span(double seconds) {
        if (seconds < 2 * MINUTE) {
            return Math.round(seconds) + " s";
        }
        if (seconds < 2 * HOUR) {
            return Math.round(seconds / MINUTE) + " min";
        }
        return seconds < 2 * DAY
                ? String.format(Locale.ROOT, "%.1f h", seconds / HOUR)
                : Math.round(seconds / DAY) + " days";
    }
}
