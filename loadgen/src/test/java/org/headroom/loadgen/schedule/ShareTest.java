package org.headroom.loadgen.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ShareTest {
    @Property(tries = 200)
    void theSharesOfARateAreTogetherExactlyTheSchedule(
            @ForAll @IntRange(min = 1, max = 9) int machines,
            @ForAll @DoubleRange(min = 0.05, max = 300) double rate,
            @ForAll @IntRange(max = 20) int rampSeconds,
            @ForAll @IntRange(max = 20) int holdSeconds) {
        assertPartition(
                new RampThenConstant(rate, Duration.ofSeconds(rampSeconds), Duration.ofSeconds(holdSeconds)), machines);
    }

    @Property(tries = 200)
    void theSharesOfClosedVisitorsAreTogetherExactlyAllVisitors(
            @ForAll @IntRange(min = 1, max = 9) int machines,
            @ForAll @IntRange(min = 1, max = 100) int visitors,
            @ForAll @IntRange(max = 20) int rampSeconds) {
        assertPartition(new SpreadOver(visitors, Duration.ofSeconds(rampSeconds)), machines);
    }

    private static void assertPartition(Schedule whole, int machines) {
        List<Long> all = fires(whole);
        List<Long> union = new ArrayList<>();
        TreeSet<Integer> sizes = new TreeSet<>();
        for (int index = 0; index < machines; index++) {
            Share share = new Share(index, machines);
            List<Long> part = fires(share.of(whole));
            for (int own = 0; own < part.size(); own++) {
                assertThat(part.get(own)).isEqualTo(all.get((int) share.numberInWhole(own)));
            }
            assertThat(share.of(whole).length()).isEqualTo(whole.length());
            sizes.add(part.size());
            union.addAll(part);
        }
        Collections.sort(union);
        assertThat(union).isEqualTo(all);
        assertThat(sizes.last() - sizes.first())
                .as("shares differ by one arrival at most")
                .isLessThanOrEqualTo(1);
    }

    private static List<Long> fires(Schedule schedule) {
        List<Long> fires = new ArrayList<>();
        OptionalLong next = schedule.fireNanos(0);
        while (next.isPresent()) {
            fires.add(next.getAsLong());
            next = schedule.fireNanos(fires.size());
        }
        return fires;
    }

    @Test
    void aMachineThatIsAloneHasTheScheduleItself() {
        Schedule whole = new SpreadOver(3, Duration.ZERO);

        assertThat(Share.WHOLE.of(whole)).isSameAs(whole);
    }

    @Test
    void thereIsNoFourthOfThree() {
        assertThatThrownBy(() -> new Share(3, 3)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anAgreedStartHoldsEvenWhenItHasPassed() {
        Entry entry = new Entry(Share.WHOLE, OptionalLong.of(100));

        assertThat(entry.zeroNanos(50)).isEqualTo(100);
        assertThat(entry.zeroNanos(150)).isEqualTo(100);
        assertThat(Entry.ALONE.zeroNanos(150)).isEqualTo(150);
    }
}
