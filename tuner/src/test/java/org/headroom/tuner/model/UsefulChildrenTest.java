package org.headroom.tuner.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class UsefulChildrenTest {
    @Test
    void pureComputationNeedsOneChildACore() {
        assertThat(UsefulChildren.of(2, 1)).isEqualTo(2);
        assertThat(UsefulChildren.of(16, 1)).isEqualTo(16);
    }

    @Test
    void waitingChildrenLeaveTheCpuToOthers() {
        // 300 ms of waiting for 50 ms of computing: knee at 14, and some more for chance.
        assertThat(UsefulChildren.of(2, 0.05 / 0.35)).isBetween(14, 30);
    }

    @Test
    void cpuUseIsThatOfTheMachineRepairModel() {
        // One server, two customers, wait = compute: weights 1, 2, 2, so busy 4 / 5.
        assertThat(UsefulChildren.cpuUse(2, 1, 1)).isEqualTo(0.8, within(1e-9));
    }

    @Property
    void isNeverBelowTheKneeAndFillsTheCpu(
            @ForAll @IntRange(min = 1, max = 64) int cores,
            @ForAll @DoubleRange(min = 0.02, max = 1) double computeShare) {
        int useful = UsefulChildren.of(cores, computeShare);
        assertThat((double) useful).isGreaterThanOrEqualTo(cores / computeShare - 1e-6);
        if (useful < 2_000) {
            assertThat(UsefulChildren.cpuUse(useful, cores, 1 / computeShare - 1))
                    .isGreaterThanOrEqualTo(0.95);
        }
    }

    @Property
    void moreWaitingNeverMeansFewerChildren(
            @ForAll @IntRange(min = 1, max = 16) int cores, @ForAll @DoubleRange(min = 0.05, max = 1) double share) {
        assertThat(UsefulChildren.of(cores, share * 0.8)).isGreaterThanOrEqualTo(UsefulChildren.of(cores, share));
    }
}
