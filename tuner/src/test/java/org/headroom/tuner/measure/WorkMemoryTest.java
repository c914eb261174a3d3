package org.headroom.tuner.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.headroom.probes.reading.Reading;
import org.headroom.tuner.model.Figure;
import org.headroom.tuner.model.OriginMeasurements;
import org.junit.jupiter.api.Test;

class WorkMemoryTest {
    private static final double MIB = 1 << 20;
    private static final Figure IDLE = new Figure(11 * MIB, "p95 of the private bytes of 6 children");

    private final List<Reading> readings = new ArrayList<>();

    private void read(String host, String name, double... values) {
        for (int second = 0; second < values.length; second++) {
            readings.add(new Reading(Instant.ofEpochSecond(second), "work", host, name, values[second], "bytes"));
        }
    }

    private WorkMemory memory() {
        return new WorkMemory("origin1", readings);
    }

    @Test
    void aChildUnderLoadIsNamedBesideAnIdleOneAndTheLargerCounts() {
        read("origin1/www", "child_at_work", 20 * MIB, 23 * MIB, 21 * MIB);
        Figure child = memory().child("www", IDLE);
        assertThat(child.value()).isEqualTo(23 * MIB);
        assertThat(child.source())
                .startsWith("idle 11 MiB, under load 23 MiB (3 samples)")
                .contains("p95 of the private bytes of 6 children");
    }

    @Test
    void theWorstChildIsTheLargestPeakAndAFifthMore() {
        read("origin1/www", "child_at_work", 20 * MIB);
        read("origin1/www", "child_peak", 40 * MIB, 30 * MIB);
        Figure worst = memory().worstChild("www", IDLE);
        assertThat(worst.value()).isEqualTo(48 * MIB, within(1.0));
        assertThat(worst.source()).contains("under load 48 MiB (3 samples)");
    }

    @Test
    void whatWasSeenIdleIsNeverUndercut() {
        read("origin1/www", "child_at_work", 2 * MIB);
        assertThat(memory().child("www", IDLE).value()).isEqualTo(IDLE.value());
        assertThat(memory().worstChild("www", IDLE).value()).isEqualTo(IDLE.value());
    }

    @Test
    void withoutReadingsOfThatPoolNothingChanges() {
        read("origin1/shop", "child_at_work", 50 * MIB);
        read("origin2/www", "child_at_work", 50 * MIB);
        readings.add(new Reading(Instant.EPOCH, "work", "origin1/www", "child_at_work", Double.NaN, "bytes"));
        assertThat(memory().child("www", IDLE)).isEqualTo(IDLE);
        assertThat(memory().worstChild("www", IDLE)).isEqualTo(IDLE);
    }

    @Test
    void anAssumptionHoldsUntilMoreWasMeasured() {
        read("origin1/www", "child_at_work", 30 * MIB);
        Figure less = memory().child("www", Figure.assumed(40 * MIB, "a guess"));
        Figure more = memory().child("www", Figure.assumed(24 * MIB, "a guess"));
        assertThat(less.isAssumed()).isTrue();
        assertThat(less.value()).isEqualTo(40 * MIB);
        assertThat(less.source()).contains("under load 30 MiB (1 samples)");
        assertThat(more.isAssumed()).isFalse();
        assertThat(more.value()).isEqualTo(30 * MIB);
    }

    @Test
    void apachesProcessIsTheLargestUnderLoadWithoutItsThreads() {
        OriginMeasurements.Apache idle = new OriginMeasurements.Apache(
                new Figure(8 * MIB, "parent"), new Figure(3 * MIB, "idle"), Assumptions.APACHE_THREAD);
        read("origin1", "process_pss", 12 * MIB, 20 * MIB, 90 * MIB);
        read("origin1", "process_threads", 28, 56);
        OriginMeasurements.Apache loaded = memory().apache(idle);
        // A quarter of a MiB a thread: 12 - 7, 20 - 14; the third has no thread count.
        assertThat(loaded.processBytes().value()).isEqualTo(6 * MIB);
        assertThat(loaded.processBytes().source()).startsWith("idle 3 MiB, under load 6 MiB (2 samples)");
        assertThat(loaded.parentBytes()).isEqualTo(idle.parentBytes());
        assertThat(new WorkMemory("origin2", readings).apache(idle)).isEqualTo(idle);
    }

    @Property(tries = 200)
    void moreReadingsOfWorkNeverMakeTheWorstChildSmaller(
            @ForAll @Size(max = 20) List<@DoubleRange(max = 1e9) Double> some,
            @ForAll @DoubleRange(max = 1e9) double more,
            @ForAll @DoubleRange(max = 1e9) double idle) {
        Figure seen = new Figure(idle, "seen");
        List<Reading> few = some.stream().map(WorkMemoryTest::peak).toList();
        List<Reading> all = new ArrayList<>(few);
        all.add(peak(more));
        double before = new WorkMemory("origin1", few).worstChild("www", seen).value();
        double after = new WorkMemory("origin1", all).worstChild("www", seen).value();
        assertThat(before).isGreaterThanOrEqualTo(idle);
        assertThat(after).isGreaterThanOrEqualTo(before).isGreaterThanOrEqualTo(more);
    }

    private static Reading peak(double bytes) {
        return new Reading(Instant.EPOCH, "work", "origin1/www", "child_peak", bytes, "bytes");
    }
}
