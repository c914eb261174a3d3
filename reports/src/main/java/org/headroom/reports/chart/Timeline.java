package org.headroom.reports.chart;

import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A run over time, in buckets of equal length, ready to draw.
 *
 * @param start what second 0 is
 * @param series whose pages are counted apart: each protocol, or all together when they ran at the same time
 * @param phases when each protocol ran
 */
public record Timeline(
        Instant start,
        int bucketSeconds,
        List<String> series,
        List<Bucket> buckets,
        List<Phase> phases,
        List<Lane> lanes) {
    public Timeline {
        series = List.copyOf(series);
        buckets = List.copyOf(buckets);
        phases = List.copyOf(phases);
        lanes = List.copyOf(lanes);
    }

    /**
     * Pages a second, averaged over the seconds of the bucket that were recorded; nothing where none was.
     *
     * @param fromSeconds begin, since the start
     * @param done in the order of {@link Timeline#series()}
     */
    public record Bucket(long fromSeconds, OptionalDouble offered, List<OptionalDouble> done, OptionalDouble failed) {
        public Bucket {
            done = List.copyOf(done);
        }
    }

    /** From the first to the end of the last second of a protocol. */
    public record Phase(String protocol, long fromSeconds, long toSeconds) {}

    /** A tier this busy has nothing left for the next request. */
    public static final double FULL = 0.95;

    /**
     * One figure of one tier.
     *
     * @param ratio whether 1 means saturated
     * @param highest the highest value of each bucket, so that averaging hides no saturation
     */
    public record Lane(String title, boolean ratio, List<OptionalDouble> highest) {
        public Lane {
            highest = List.copyOf(highest);
        }

        /** The highest value of all; 0 when there is none. */
        public double peak() {
            return highest.stream()
                    .flatMapToDouble(OptionalDouble::stream)
                    .max()
                    .orElse(0);
        }
    }

    /** The end of the last bucket. */
    public long seconds() {
        return (long) buckets.size() * bucketSeconds;
    }

    /** Whether no two protocols ran at the same time. */
    public boolean oneAfterTheOther() {
        return oneAfterTheOther(phases);
    }

    static boolean oneAfterTheOther(List<Phase> phases) {
        for (var i = 1; i < phases.size(); i++) {
            // One second is shared when a protocol ends and the next begins within it.
            if (phases.get(i).fromSeconds() < phases.get(i - 1).toSeconds() - 1) {
                return false;
            }
        }
        return true;
    }
}
