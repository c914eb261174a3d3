package org.headroom.loadgen.schedule;

import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/**
 * Arrivals along a curve, spaced as independent visitors are: a Poisson process on the scale of the curve's integral,
 * given that every {@value #BLOCK} arrivals on that scale are exactly so many. Gaps are exponential and bursts are real,
 * but the number of arrivals is the curve's, and any arrival can be computed without those before it. The same seed
 * gives the same arrivals.
 */
public final class PoissonArrivals implements Schedule {
    static final int BLOCK = 4096;

    private final ArrivalCurve curve;
    private final long seed;
    /** The block asked for last: arrivals are nearly always asked for in order. */
    private volatile Block latest = new Block(-1, new double[0]);

    public PoissonArrivals(ArrivalCurve curve, long seed) {
        this.curve = curve;
        this.seed = seed;
    }

    @Override
    public OptionalLong fireNanos(long index) {
        if (index >= curve.count()) {
            return OptionalLong.empty();
        }
        long number = index / BLOCK;
        Block mine = latest;
        if (mine.number != number) {
            mine = new Block(number, counts(number));
            latest = mine;
        }
        return OptionalLong.of(curve.nanosAt(mine.counts[(int) (index % BLOCK)]));
    }

    /** Given their number, the arrivals of a Poisson process are independent and uniform: draw, then sort. */
    private double[] counts(long number) {
        long first = number * BLOCK;
        int size = (int) Math.min(BLOCK, curve.count() - first);
        double begin = (double) first;
        double end = Math.min(begin + BLOCK, curve.total());
        // Mixed, since generators whose seeds differ by their own constant give the same numbers, one later.
        long key = new SplittableRandom(seed).nextLong() + number * 0xD1342543DE82EF95L;
        SplittableRandom random = new SplittableRandom(key);
        double[] counts = new double[size];
        Arrays.setAll(counts, _ -> random.nextDouble(begin, end));
        Arrays.sort(counts);
        return counts;
    }

    @Override
    public Duration length() {
        return curve.length();
    }

    private static final class Block {
        private final long number;
        private final double[] counts;

        Block(long number, double[] counts) {
            this.number = number;
            this.counts = counts;
        }
    }
}
