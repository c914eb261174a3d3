package org.headroom.loadgen.record;

import java.util.ArrayDeque;
import java.util.Deque;
import org.HdrHistogram.Histogram;

/** Page times of the last seconds, for eyes that watch: two digits suffice. */
final class RecentPages {
    static final int SECONDS = 5;

    private static final long HIGHEST_NANOS = 3_600_000_000_000L;
    private static final int DIGITS = 2;

    private final Deque<Histogram> seconds = new ArrayDeque<>();
    private Histogram current = empty();

    private static Histogram empty() {
        return new Histogram(1_000, HIGHEST_NANOS, DIGITS);
    }

    synchronized void add(Histogram interval) {
        current.add(interval);
    }

    /** A second is over. */
    synchronized void next() {
        seconds.addLast(current);
        current = empty();
        if (seconds.size() > SECONDS) {
            seconds.removeFirst();
        }
    }

    synchronized double p95Millis() {
        Histogram sum = empty();
        seconds.forEach(sum::add);
        return LatencySeries.millis(sum, 95);
    }
}
