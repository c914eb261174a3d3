package org.headroom.probes.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.headroom.probes.reading.ProbeFailure;
import org.headroom.probes.reading.Reading;
import org.headroom.probes.reading.Sample;
import org.junit.jupiter.api.Test;

class SamplerTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(30);

    private final Queue<Reading> readings = new ConcurrentLinkedQueue<>();
    private final Queue<ProbeFailure> failures = new ConcurrentLinkedQueue<>();

    @Test
    void samplesEveryProbeOncePerInterval() {
        QuickProbe probe = new QuickProbe("quick");
        try (Sampler sampler = sampler(Duration.ofMillis(5), LONG, probe, new QuickProbe("other"))) {
            sampler.start();
            await().until(() -> probe.samples.get() >= 3);
        }
        assertThat(readings).extracting(Reading::host).contains("quick", "other");
        assertThat(failures).isEmpty();
    }

    @Test
    void aSampleThatWorkedAlsoSaysThatItsTargetIsUp() {
        try (Sampler sampler = sampler(LONG, LONG, new QuickProbe("quick"))) {
            sampler.sampleOnce();
            await().until(() -> readings.size() == 2);
        }
        assertThat(readings).extracting(Reading::name).containsExactly("up", "value");
        assertThat(readings).extracting(Reading::value).containsExactly(1.0, 42.0);
    }

    @Test
    void aHungProbeIsReportedAndDelaysNobody() {
        try (HungProbe hung = new HungProbe();
                Sampler sampler = sampler(LONG, SHORT, hung, new QuickProbe("quick"))) {
            sampler.sampleOnce();
            await().until(() ->
                    readings.stream().anyMatch(reading -> reading.host().equals("quick")));
            await().until(() -> !failures.isEmpty());
        }
        assertThat(failures).singleElement().satisfies(failure -> {
            assertThat(failure.host()).isEqualTo("hung");
            assertThat(failure.problem()).isEqualTo("no answer within 30 ms");
        });
        assertThat(readings)
                .filteredOn(reading -> reading.host().equals("hung"))
                .singleElement()
                .satisfies(up -> {
                    assertThat(up.name()).isEqualTo("up");
                    assertThat(up.value()).isZero();
                });
    }

    @Test
    void aHungProbeIsNotAskedAgainBeforeItAnswered() {
        try (HungProbe hung = new HungProbe();
                Sampler sampler = sampler(LONG, SHORT, hung)) {
            sampler.sampleOnce();
            await().until(() -> failures.size() == 1);
            sampler.sampleOnce();
            await().until(() -> failures.size() == 2);
            assertThat(hung.samples).hasValue(1);
            assertThat(failures)
                    .last()
                    .satisfies(failure -> assertThat(failure.problem()).startsWith("still no answer"));
        }
    }

    @Test
    void aLateAnswerIsDroppedAndTheNextSampleCounts() {
        try (HungProbe hung = new HungProbe();
                Sampler sampler = sampler(LONG, SHORT, hung)) {
            sampler.sampleOnce();
            await().until(() -> failures.size() == 1);
            hung.answer();
            await().until(() -> {
                sampler.sampleOnce();
                return hung.samples.get() >= 2 && readings.stream().anyMatch(reading -> reading.value() == 2);
            });
        }
        assertThat(readings)
                .filteredOn(reading -> reading.name().equals("value"))
                .extracting(Reading::value)
                .doesNotContain(1.0);
    }

    @Test
    void aProbeThatBreaksIsAFailureAndNoEndOfTheRun() {
        Probe broken = new QuickProbe("broken") {
            @Override
            public Sample sample(Duration deadline) {
                throw new IllegalStateException("oops");
            }
        };
        try (Sampler sampler = sampler(LONG, LONG, broken)) {
            sampler.sampleOnce();
            await().until(() -> !failures.isEmpty());
        }
        assertThat(failures)
                .first()
                .satisfies(failure -> assertThat(failure.problem()).contains("oops"));
    }

    @Test
    void nothingIsDeliveredAfterClose() {
        HungProbe hung = new HungProbe();
        Sampler sampler = sampler(LONG, LONG, hung);
        sampler.sampleOnce();
        await().until(() -> hung.samples.get() == 1);
        sampler.close();
        await().until(() -> hung.interrupted.getCount() == 0);
        assertThat(readings).isEmpty();
        assertThat(failures).isEmpty();
    }

    @Test
    void aSinkThatThrowsEndsNothingAndIsToldAtTheEnd() {
        QuickProbe probe = new QuickProbe("quick");
        Sampler sampler = new Sampler(
                List.of(probe),
                Duration.ofMillis(5),
                LONG,
                Clock.systemUTC(),
                _ -> {
                    throw new IllegalStateException("disk full");
                },
                failures::add);
        sampler.start();
        await().until(() -> probe.samples.get() >= 3);
        assertThatThrownBy(sampler::close).hasMessage("disk full");
    }

    private Sampler sampler(Duration interval, Duration deadline, Probe... probes) {
        return new Sampler(List.of(probes), interval, deadline, Clock.systemUTC(), readings::add, failures::add);
    }

    private static Sample value(Probe probe, double value) {
        return new Sample.Readings(
                List.of(new Reading(Instant.EPOCH, probe.name(), probe.host(), "value", value, "count")));
    }

    private static class QuickProbe implements Probe {
        private final String host;
        private final AtomicInteger samples = new AtomicInteger();

        QuickProbe(String host) {
            this.host = host;
        }

        @Override
        public String name() {
            return "test";
        }

        @Override
        public String host() {
            return host;
        }

        @Override
        public Sample sample(Duration deadline) {
            samples.incrementAndGet();
            return value(this, 42);
        }
    }

    /** Hangs until closed; its answers count its samples. */
    private static final class HungProbe implements Probe, AutoCloseable {
        private final CountDownLatch release = new CountDownLatch(1);
        private final CountDownLatch interrupted = new CountDownLatch(1);
        private final AtomicInteger samples = new AtomicInteger();

        @Override
        public String name() {
            return "test";
        }

        @Override
        public String host() {
            return "hung";
        }

        @Override
        public Sample sample(Duration deadline) {
            int number = samples.incrementAndGet();
            try {
                release.await();
            } catch (InterruptedException _) {
                interrupted.countDown();
            }
            return value(this, number);
        }

        void answer() {
            release.countDown();
        }

        @Override
        public void close() {
            answer();
        }
    }
}
