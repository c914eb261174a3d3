package org.headroom.loadgen.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.headroom.loadgen.result.Latency;
import org.junit.jupiter.api.Test;

class GeneratorLimitsTest {
    private static final Latency ON_TIME = new Latency(0.1, 0.2, 0.3, 0.5, 1, 2, 0.1);
    private static final Latency PAGES = new Latency(100, 200, 300, 400, 500, 600, 120);

    /** A minute in which nothing went wrong. */
    private static final class Minute {
        private long busy;
        private long throttled;
        private double paused = 100;
        private long files = 500;

        GeneratorUse use() {
            return new GeneratorUse(
                    60, 60, busy, 30, 0.5, 2, 600, throttled, 0.7, 10, paused, 40, files, 1000, 28_232, 900, 100_000,
                    0);
        }
    }

    private static List<String> limits(GeneratorUse use, Latency startDelay, long notStarted, long withoutPort) {
        return GeneratorLimits.of(new GeneratorLimits.Turn("h3", use, startDelay, PAGES, notStarted, withoutPort, 0));
    }

    private static void assertOne(List<String> limits, String... words) {
        assertThat(limits).hasSize(1).first().asString().startsWith("h3: ").contains(words);
    }

    @Test
    void aHealthyGeneratorHasNoReason() {
        assertThat(limits(new Minute().use(), ON_TIME, 0, 0)).isEmpty();
        assertThat(limits(GeneratorUse.NONE, Latency.NONE, 0, 0)).isEmpty();
    }

    @Test
    void lateStartsAreOneAgainstWhatPagesTake() {
        assertThat(limits(new Minute().use(), new Latency(1, 2, 3, 9, 30, 30, 1), 0, 0))
                .as("within 10 ms")
                .isEmpty();
        assertOne(limits(new Minute().use(), new Latency(1, 2, 3, 11, 30, 30, 1), 0, 0), "11 ms", "70 %");
    }

    @Test
    void visitsTurnedAwayAreOne() {
        assertOne(limits(new Minute().use(), ON_TIME, 7, 0), "7 visits", "--max-open");
    }

    @Test
    void busyCoresAreOneFromATenthOfTheSecondsOn() {
        Minute minute = new Minute();
        minute.busy = 6;
        assertThat(limits(minute.use(), ON_TIME, 0, 0)).isEmpty();
        minute.busy = 7;
        assertOne(limits(minute.use(), ON_TIME, 0, 0), "2 cores", "7 of 60 seconds");
    }

    @Test
    void aContainersLimitThatHeldItBackIsOne() {
        Minute minute = new Minute();
        minute.throttled = 61;
        assertOne(limits(minute.use(), ON_TIME, 0, 0), "container", "61 of 600");
    }

    @Test
    void pausesThatReachTheNinetyNinthPercentileAreOne() {
        Minute minute = new Minute();
        minute.paused = 700;
        assertOne(limits(minute.use(), ON_TIME, 0, 0), "garbage collection", "1.2 %", "40 ms");
    }

    @Test
    void descriptorsNearTheirLimitAreOne() {
        Minute minute = new Minute();
        minute.files = 900;
        assertOne(limits(minute.use(), ON_TIME, 0, 0), "900 of 1000", "ulimit");
    }

    @Test
    void connectionsWithoutALocalPortAreOne() {
        assertOne(limits(new Minute().use(), ON_TIME, 0, 3), "3 connections", "28232", "ip_local_port_range");
    }

    @Test
    void droppedDatagramsAreOneOverH3Only() {
        assertOne(
                GeneratorLimits.of(new GeneratorLimits.Turn("h3", new Minute().use(), ON_TIME, PAGES, 0, 0, 101)),
                "101 of 100101",
                "rmem_max");
        assertThat(GeneratorLimits.of(new GeneratorLimits.Turn("h2", new Minute().use(), ON_TIME, PAGES, 0, 0, 101)))
                .isEmpty();
    }

    @Test
    void everyReasonIsTold() {
        Minute minute = new Minute();
        minute.busy = 60;
        minute.files = 1000;
        assertThat(limits(minute.use(), new Latency(50, 50, 50, 50, 50, 50, 50), 1, 1))
                .hasSize(5);
    }
}
