package org.headroom.reports;

import org.headroom.reports.chart.PercentileCurve;
import org.headroom.reports.page.Table.Cell;

/** How many samples a percentile rests on. */
final class Samples {
    /** Follows a figure that rests on few samples; the page explains it. */
    static final String MARK = "†";

    private Samples() {}

    /** Samples beyond a percentile: those that could have been otherwise without moving it. */
    static long beyond(double percentile, long samples) {
        // Rounded first: 1000 × (1 − 0.999) is a little less than 1 in floating point.
        return (long) Math.floor(Math.round(samples * (100 - percentile) * 1000) / 100_000.0);
    }

    static boolean few(double percentile, long samples) {
        return beyond(percentile, samples) < PercentileCurve.ENOUGH_BEYOND;
    }

    /** A percentile of summary.json, marked if it rests on few samples. */
    static Cell cell(String source, double millis, double percentile, long samples) {
        return Cell.from(source, Figures.millis(millis)).marked(few(percentile, samples) ? MARK : "");
    }
}
