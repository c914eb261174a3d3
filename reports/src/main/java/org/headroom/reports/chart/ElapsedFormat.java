package org.headroom.reports.chart;

import java.io.Serial;
import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.util.Locale;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.TickUnits;
import org.jspecify.annotations.Nullable;

/** Seconds since the start as minutes and seconds, or hours, minutes and seconds. */
public final class ElapsedFormat extends NumberFormat {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final int[] STEPS = {1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 86_400};

    /** As text, e.g. {@code 2:05}. */
    public static String text(long seconds) {
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    static TickUnits units() {
        var units = new TickUnits();
        for (var step : STEPS) {
            units.add(new NumberTickUnit(step, new ElapsedFormat()));
        }
        return units;
    }

    @Override
    public StringBuffer format(double seconds, StringBuffer target, FieldPosition position) {
        return format(Math.round(seconds), target, position);
    }

    @Override
    public StringBuffer format(long seconds, StringBuffer target, FieldPosition position) {
        return target.append(text(seconds));
    }

    @Override
    public @Nullable Number parse(String source, ParsePosition position) {
        // By the contract of a format that cannot read: an axis only writes.
        position.setErrorIndex(position.getIndex());
        return null;
    }
}
