package org.headroom.loadgen.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RampThenConstantTest {
    @Property(tries = 200)
    void arrivalsNeverGoBackAndAllFallWithinTheLength(
            @ForAll @DoubleRange(min = 0.1, max = 500) double rate,
            @ForAll @IntRange(max = 20) int ramp,
            @ForAll @IntRange(min = 1, max = 20) int hold) {
        Schedule schedule = new RampThenConstant(rate, Duration.ofSeconds(ramp), Duration.ofSeconds(hold));
        long last = 0;
        long count = 0;
        while (schedule.fireNanos(count).isPresent()) {
            long at = schedule.fireNanos(count).getAsLong();
            assertThat(at).isBetween(last, schedule.length().toNanos());
            last = at;
            count++;
        }
        double expected = rate * ramp / 2 + rate * hold;
        assertThat((double) count).isBetween(expected - 1, expected + 1);
    }

    @Test
    void afterTheRampArrivalsAreEvenlySpaced() {
        Schedule schedule = new RampThenConstant(10, Duration.ofSeconds(2), Duration.ofSeconds(5));

        long first = schedule.fireNanos(20).orElseThrow();
        long second = schedule.fireNanos(21).orElseThrow();

        assertThat(second - first).isEqualTo(Duration.ofMillis(100).toNanos());
    }

    @Test
    void aSpreadOfVisitorsHasExactlySoMany() {
        Schedule schedule = new SpreadOver(3, Duration.ofSeconds(3));

        assertThat(schedule.fireNanos(2)).hasValue(Duration.ofSeconds(2).toNanos());
        assertThat(schedule.fireNanos(3)).isEmpty();
    }
}
