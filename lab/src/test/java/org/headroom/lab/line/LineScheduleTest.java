package org.headroom.lab.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.headroom.lab.line.LineSchedule.Fate;
import org.junit.jupiter.api.Test;

final class LineScheduleTest {
    private static final long MILLI = 1_000_000;

    private static LineSchedule schedule(String settings) {
        return new LineSchedule(LineSettings.parse(settings), new Random(1), 0);
    }

    private static long arrival(LineSchedule schedule, long nowNanos, int bytes) {
        assertThat(schedule.enter(nowNanos, bytes)).isEqualTo(Fate.ARRIVES);
        return schedule.arrivalNanos();
    }

    @Test
    void aFrameArrivesAfterTheDelay() {
        assertThat(arrival(schedule("delay=15ms"), 7, 1500)).isEqualTo(15 * MILLI + 7);
    }

    @Test
    void framesAreSentOneAfterTheOther() {
        LineSchedule schedule = schedule("delay=15ms rate=8mbit");

        // A byte takes a microsecond.
        assertThat(arrival(schedule, 0, 1000)).isEqualTo(16 * MILLI);
        assertThat(arrival(schedule, 0, 500)).isEqualTo(16 * MILLI + MILLI / 2);
        assertThat(arrival(schedule, 20 * MILLI, 1000)).isEqualTo(36 * MILLI);
    }

    @Test
    void aFrameThatWouldWaitTooLongIsDroppedAndTakesNothingOfTheRate() {
        LineSchedule schedule = schedule("rate=8mbit queue=2ms");
        for (int i = 0; i < 3; i++) {
            assertThat(schedule.enter(0, 1000)).isEqualTo(Fate.ARRIVES);
        }

        assertThat(schedule.enter(0, 1000)).isEqualTo(Fate.QUEUE_FULL);
        assertThat(arrival(schedule, MILLI, 1000)).isEqualTo(4 * MILLI);
    }

    @Test
    void aQueueShorterThanAFrameLetsFramesThroughOneByOne() {
        LineSchedule schedule = schedule("rate=8kbit queue=1ns");

        assertThat(arrival(schedule, 0, 1000)).isEqualTo(1000 * MILLI);
        assertThat(schedule.enter(1, 1000)).isEqualTo(Fate.QUEUE_FULL);
        assertThat(arrival(schedule, 1000 * MILLI, 1000)).isEqualTo(2000 * MILLI);
    }

    @Test
    void framesAreLostWithTheGivenProbability() {
        LineSchedule schedule = schedule("loss=10%");
        long lost = 0;
        for (int i = 0; i < 100_000; i++) {
            lost += schedule.enter(i, 100) == Fate.LOST ? 1 : 0;
        }

        // Six standard deviations are 569.
        assertThat(lost).isBetween(9_431L, 10_569L);
    }

    @Test
    void allOrNothingCanBeLost() {
        assertThat(schedule("loss=100%").enter(0, 100)).isEqualTo(Fate.LOST);
        assertThat(schedule("loss=0%").enter(0, 100)).isEqualTo(Fate.ARRIVES);
    }

    @Test
    void jitterIsUniform() {
        LineSchedule schedule = schedule("delay=5ms jitter=4ms");
        List<Long> travels = new ArrayList<>();
        for (long i = 0; i < 10_000; i++) {
            // Far apart, so that no frame waits for the one before.
            long now = i * 100 * MILLI;
            travels.add(arrival(schedule, now, 100) - now);
        }

        assertThat(travels).allSatisfy(travel -> assertThat(travel).isBetween(5 * MILLI, 9 * MILLI));
        assertThat(travels.stream().mapToLong(Long::longValue).average().orElseThrow())
                .isBetween(6.9 * MILLI, 7.1 * MILLI);
    }

    @Property
    void framesNeverOvertakeEachOther(@ForAll Random random) {
        LineSchedule schedule = schedule("delay=5ms jitter=20ms rate=10mbit");
        long now = 0;
        long last = 0;
        for (int i = 0; i < 100; i++) {
            now += random.nextLong(5 * MILLI);
            if (i == 50) {
                schedule = schedule.changedTo(LineSettings.NONE, now);
            }
            long arrival = arrival(schedule, now, 60 + random.nextInt(1400));
            assertThat(arrival).isGreaterThanOrEqualTo(Math.max(last, now));
            last = arrival;
        }
    }
}
