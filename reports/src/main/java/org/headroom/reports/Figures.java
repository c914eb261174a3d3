package org.headroom.reports;

import java.time.Duration;
import java.util.Locale;

/** Numbers as they are printed, alike in every locale. */
final class Figures {
    private static final double MEBI = 1024.0 * 1024.0;

    private Figures() {}

    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** For columns headed "ms". */
    static String millis(double value) {
        return value < 10 ? String.format(Locale.ROOT, "%.1f", value) : String.format(Locale.ROOT, "%,.0f", value);
    }

    /** For columns headed "ms" in which less than one counts. */
    static String smallMillis(double value) {
        return value > 0 && value < 1 ? String.format(Locale.ROOT, "%.2f", value) : millis(value);
    }

    /** For sentences, with its unit. */
    static String time(double millis) {
        if (millis < 100) {
            return millis(millis) + " ms";
        }
        return String.format(Locale.ROOT, millis < 10_000 ? "%.2f s" : "%,.1f s", millis / 1000);
    }

    /** For the length of a run. */
    static String duration(Duration duration) {
        var seconds = duration.toMillis() / 1000.0;
        return seconds < 120
                ? String.format(Locale.ROOT, "%.0f s", seconds)
                : String.format(Locale.ROOT, "%d min %d s", duration.toMinutes(), duration.toSecondsPart());
    }

    static String rate(double perSecond) {
        return String.format(Locale.ROOT, perSecond >= 100 ? "%,.0f" : perSecond >= 1 ? "%.1f" : "%.2f", perSecond);
    }

    /** Of a value that is per cent already. */
    static String percent(double value) {
        return value == 0 ? "0%" : String.format(Locale.ROOT, value < 1 ? "%.3f%%" : "%.1f%%", value);
    }

    static String mebibytes(long bytes) {
        var value = bytes / MEBI;
        return String.format(Locale.ROOT, value < 1 ? "%.2f" : value < 100 ? "%.1f" : "%,.0f", value);
    }

    /** A value of unknown size: no more digits than it needs. */
    static String plain(double value) {
        if (!Double.isFinite(value)) {
            return "–";
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return count((long) value);
        }
        return String.format(Locale.ROOT, Math.abs(value) < 1 ? "%.3f" : "%,.2f", value);
    }

    /** With the unit a reader understands: ratios as per cent, bytes as MiB, seconds as they are. */
    static String withUnit(double value, String unit) {
        return switch (unit) {
            case "ratio" -> percent(value * 100);
            case "bytes" -> mebibytes((long) value) + " MiB";
            case "seconds" -> time(value * 1000);
            case "per_second" -> rate(value) + "/s";
            case "count", "" -> plain(value);
            default -> plain(value) + " " + unit;
        };
    }

    /** One thing or several. */
    static String plural(long count, String one, String several) {
        return count(count) + " " + (count == 1 ? one : several);
    }
}
