package org.headroom.loadgen.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class GeneratorWatchTest {
    private static final long SECOND = 1_000_000_000L;

    /** A fake host whose clock and counters are set by hand. */
    private static final class HandHost implements HostCounters.Source {
        private long nanos = 5 * SECOND;
        private long cpuNanos = 77 * SECOND;
        private long machineNanos;
        private long files = 10;
        private long dropped = 1_000;

        @Override
        public HostCounters now() {
            return new HostCounters(
                    nanos, cpuNanos, 2, 0, 0, machineNanos, 4, files, 1024, 28_232, 3, 5_000 + dropped, dropped);
        }

        void second(double cores) {
            nanos += SECOND;
            cpuNanos += Math.round(cores * SECOND);
            machineNanos += 3 * SECOND;
        }
    }

    @Test
    void cpuIsAShareOfTheCoresThatItMayUse() {
        HandHost host = new HandHost();
        try (GeneratorWatch watch = new GeneratorWatch(host)) {
            host.second(1);
            assertThat(watch.sample()).isCloseTo(0.5, within(1e-9));
            host.second(1.9);
            assertThat(watch.sample()).isCloseTo(0.95, within(1e-9));

            GeneratorUse use = watch.use();
            assertThat(use.cpuMean()).isCloseTo(0.725, within(1e-9));
            assertThat(use.cpuMax()).isCloseTo(0.95, within(1e-9));
            assertThat(use.busySamples()).isEqualTo(1);
            assertThat(use.machineMax()).isCloseTo(0.75, within(1e-9));
        }
    }

    @Test
    void onlyWhatHappenedSinceTheStartCounts() {
        HandHost host = new HandHost();
        try (GeneratorWatch watch = new GeneratorWatch(host)) {
            host.second(0);
            host.dropped += 7;
            host.files = 40;
            watch.sample();
            host.second(0);
            host.files = 20;
            watch.sample();

            assertThat(watch.use().datagramsDropped()).isEqualTo(7);
            assertThat(watch.use().mostFiles()).isEqualTo(40);
        }
    }

    @Test
    void twoLooksInTheSameMomentAreOne() {
        HandHost host = new HandHost();
        try (GeneratorWatch watch = new GeneratorWatch(host)) {
            host.second(1);
            double share = watch.sample();
            assertThat(watch.sample()).isEqualTo(share);
            assertThat(watch.use().samples()).isEqualTo(1);
        }
    }

    @Test
    void theLastMomentsAreTakenInWhenItIsClosed() {
        HandHost host = new HandHost();
        GeneratorWatch watch = new GeneratorWatch(host);
        host.second(1);

        watch.close();

        assertThat(watch.use().samples()).isEqualTo(1);
    }

    @Test
    void collectionsThatStopEverythingAreHeard() {
        try (GcPauses pauses = new GcPauses()) {
            pauses.pause(3);
            pauses.pause(5);

            GcPauses.Heard heard = pauses.take();
            assertThat(heard.collections()).isEqualTo(2);
            assertThat(heard.pausedMillis()).isEqualTo(8);
            assertThat(heard.longestMillis()).isEqualTo(5);
            assertThat(pauses.take().collections()).isZero();
        }
    }

    @Test
    void aRealCollectionIsHeardUntilItIsClosed() {
        try (GcPauses pauses = new GcPauses()) {
            System.gc();
            org.awaitility.Awaitility.await()
                    .untilAsserted(() -> assertThat(pauses.take().collections()).isPositive());
        }
    }
}
