package org.headroom.tuner.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class WhatHelpsTest {
    private static Layout layout(OriginMeasurements origin) {
        return SharedChildren.of(origin, TuningOptions.DEFAULTS).orElseThrow();
    }

    private static List<String> helps(OriginMeasurements origin) {
        return WhatHelps.of(layout(origin), TuningOptions.DEFAULTS);
    }

    @Test
    void whereTheCpuIsFullMemoryDoesNotHelpAndACoreDoes() {
        List<String> helps = helps(Origins.origin(4_000, 2, List.of(Origins.pool("www", 10, 0.18, 1.0))));
        assertThat(helps.getFirst())
                .isEqualTo(
                        "with these settings 1.0 times the measured demand fits; first in the way: the CPU (2 cores)");
        assertThat(helps)
                .noneMatch(line -> line.contains("memory"))
                .anyMatch(line -> line.startsWith("one core more: 50 %"));
    }

    @Test
    void whereChildrenWaitAndMemoryIsShortMemoryHelps() {
        OriginMeasurements waiting = Origins.origin(400, 4, List.of(Origins.pool("www", 20, 0.5, 0.05)));
        assertThat(Room.of(layout(waiting)).byCpu()).isFalse();
        assertThat(helps(waiting))
                .anyMatch(line -> line.startsWith("a quarter more memory: "))
                .noneMatch(line -> line.startsWith("one core more"));
    }

    @Test
    void aSlowDatabaseIsNamedWherePhpWaitsForIt() {
        OriginMeasurements waiting = Origins.origin(400, 4, List.of(Origins.pool("www", 20, 0.5, 0.05)));
        assertThat(helps(waiting)).anyMatch(line -> line.startsWith("database and remote calls"));
    }

    @Test
    void withoutDemandNothingIsClaimed() {
        OriginMeasurements idle = Origins.origin(900, 2, List.of(Origins.pool("www", 0, 0.2, 0.7)));
        OriginMeasurements still = new OriginMeasurements(
                idle.origin(),
                idle.host(),
                idle.apache(),
                idle.fpm(),
                idle.pools(),
                new OriginMeasurements.StaticTraffic(Origins.figure(0), Origins.figure(0.004)),
                idle.proxies(),
                idle.database());
        assertThat(helps(still))
                .containsExactly("no PHP demand was measured, so nothing can be said of what would help");
    }

    @Property(tries = 200)
    void moreMemoryNeverLeavesLessRoom(
            @ForAll @DoubleRange(min = 300, max = 3_000) double mebibytes,
            @ForAll @DoubleRange(min = 0, max = 2_000) double more,
            @ForAll @DoubleRange(min = 0.1, max = 50) double perSecond,
            @ForAll @DoubleRange(min = 0.02, max = 1) double computeShare) {
        var pools = List.of(Origins.pool("www", perSecond, 0.3, computeShare));
        Room room = Room.of(layout(Origins.origin(mebibytes, 2, pools)));
        Room larger = Room.of(layout(Origins.origin(mebibytes + more, 2, pools)));
        assertThat(larger.factor()).isGreaterThanOrEqualTo(room.factor());
    }
}
