package org.headroom.tuner.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class NeededChildrenTest {
    private static final TuningOptions NO_PEAK =
            new TuningOptions(1, 2, Duration.ofSeconds(1), Duration.ofSeconds(60), Map.of(), Wish.NONE);

    @Test
    void isLittlesLawAndTwoDeviations() {
        // 20/s × 0.2 s = 4 busy in the mean; 4 + 2 × 2.
        assertThat(NeededChildren.of(20, 0.2, NO_PEAK)).isEqualTo(8);
    }

    @Test
    void aPoolWithoutTrafficNeedsOne() {
        assertThat(NeededChildren.of(0, 0.2, NO_PEAK)).isEqualTo(1);
    }

    @Property
    void isNeverBelowLittlesLaw(
            @ForAll @DoubleRange(min = 0, max = 500) double perSecond,
            @ForAll @DoubleRange(min = 0, max = 10) double seconds) {
        int needed = NeededChildren.of(perSecond, seconds, TuningOptions.DEFAULTS);
        assertThat((double) needed).isGreaterThanOrEqualTo(Math.min(perSecond * seconds * 1.5, NeededChildren.MOST));
    }

    /** A queue without limit on servers, simulated: with the needed children fewer than one arrival in 20 would wait. */
    @Test
    void holdsAgainstChanceArrivals() {
        Random random = new Random(1);
        double perSecond = 25;
        double serviceSeconds = 0.2;
        int needed = NeededChildren.of(perSecond, serviceSeconds, NO_PEAK);
        double[] ends = new double[200_000];
        double now = 0;
        int oldest = 0;
        int waited = 0;
        for (int i = 0; i < ends.length; i++) {
            now -= Math.log(1 - random.nextDouble()) / perSecond;
            while (oldest < i && ends[oldest] <= now) {
                oldest++;
            }
            waited += i - oldest >= needed ? 1 : 0;
            ends[i] = now + serviceSeconds;
        }
        assertThat(waited / (double) ends.length).isLessThan(0.05);
    }
}
