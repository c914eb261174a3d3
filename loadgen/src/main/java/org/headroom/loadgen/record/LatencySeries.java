package org.headroom.loadgen.record;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.headroom.loadgen.result.Latency;
import org.jspecify.annotations.Nullable;

/**
 * One latency series: recorded wait-free from many threads, cut into intervals by one. Nanoseconds from 1 µs to one
 * hour at three significant digits; longer ones count as an hour.
 */
final class LatencySeries {
    private static final long LOWEST_NANOS = 1_000;
    private static final long HIGHEST_NANOS = 3_600_000_000_000L;
    private static final int DIGITS = 3;
    private static final double NANOS_PER_MILLI = 1e6;

    private final String tag;
    private final Recorder recorder = new Recorder(LOWEST_NANOS, HIGHEST_NANOS, DIGITS);
    private final Histogram total = empty();
    private @Nullable Histogram recycled;
    /** Recorded elsewhere, to be cut with the next interval. */
    private @Nullable Histogram added;

    LatencySeries(String tag) {
        this.tag = tag;
    }

    static Histogram empty() {
        return new Histogram(LOWEST_NANOS, HIGHEST_NANOS, DIGITS);
    }

    void record(long nanos) {
        recorder.recordValue(Math.clamp(nanos, 0, HIGHEST_NANOS));
    }

    /** The interval since the last cut, tagged; added to the total. Valid until the next cut. */
    synchronized Histogram cut() {
        Histogram interval = recorder.getIntervalHistogram(recycled);
        interval.setTag(tag);
        Histogram more = added;
        if (more != null) {
            interval.add(more);
            added = null;
        }
        total.add(interval);
        recycled = interval;
        return interval;
    }

    /** Adds what another machine recorded: bucket for bucket, so nothing is lost. */
    synchronized void add(Histogram recordedElsewhere) {
        Histogram sum = added;
        if (sum == null) {
            sum = empty();
            added = sum;
        }
        sum.add(recordedElsewhere);
    }

    /** Everything up to the last cut. */
    synchronized Histogram total() {
        return total.copy();
    }

    static Latency summarise(Histogram histogram) {
        if (histogram.getTotalCount() == 0) {
            return Latency.NONE;
        }
        return new Latency(
                millis(histogram, 50),
                millis(histogram, 90),
                millis(histogram, 95),
                millis(histogram, 99),
                millis(histogram, 99.9),
                histogram.getMaxValue() / NANOS_PER_MILLI,
                histogram.getMean() / NANOS_PER_MILLI);
    }

    static double millis(Histogram histogram, double percentile) {
        return histogram.getTotalCount() == 0
                ? Double.NaN
                : histogram.getValueAtPercentile(percentile) / NANOS_PER_MILLI;
    }
}
