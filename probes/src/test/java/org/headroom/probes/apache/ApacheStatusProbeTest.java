package org.headroom.probes.apache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.headroom.probes.FakePage;
import org.headroom.probes.SampleValues;
import org.headroom.probes.Samples;
import org.headroom.probes.reading.ProbeFailure;
import org.headroom.probes.reading.Sample;
import org.junit.jupiter.api.Test;

class ApacheStatusProbeTest {
    private static final Instant NOW = Instant.parse("2026-11-22T18:46:00Z");

    private final FakePage page = new FakePage();
    private long nanos;
    private final ApacheStatusProbe probe =
            new ApacheStatusProbe("origin1", page, Clock.fixed(NOW, ZoneOffset.UTC), () -> nanos);

    @Test
    void turnsTheStatusPageIntoReadings() {
        page.answers(Samples.text("apache-server-status-auto.txt"));
        assertThat(SampleValues.of(sample()))
                .containsEntry("busy_workers", 1.0)
                .containsEntry("idle_workers", 49.0)
                .containsEntry("processes", 2.0)
                .containsEntry("stopping_processes", 0.0)
                .containsEntry("connections_async_keepalive", 0.0)
                .containsEntry("scoreboard_open", 100.0)
                .containsEntry("worker_slots", 150.0)
                .containsEntry("uptime", 1.0)
                .doesNotContainKey("requests_per_second");
    }

    @Test
    void theRateComesFromTwoSamples() {
        page.answers("BusyWorkers: 1\nTotal Accesses: 100\n");
        sample();
        nanos = 2_000_000_000;
        page.answers("BusyWorkers: 1\nTotal Accesses: 150\n");
        assertThat(SampleValues.of(sample())).containsEntry("requests_per_second", 25.0);
    }

    @Test
    void aRestartedServerHasNoRateUntilTheNextSample() {
        page.answers("BusyWorkers: 1\nTotal Accesses: 100\n");
        sample();
        nanos = 1_000_000_000;
        page.answers("BusyWorkers: 1\nTotal Accesses: 5\n");
        assertThat(SampleValues.of(sample())).doesNotContainKey("requests_per_second");
    }

    @Test
    void anotherPageIsAFailureThatSaysWhatToDo() {
        page.answers("<html>It works!</html>");
        ProbeFailure failure = SampleValues.failure(sample());
        assertThat(failure.probe()).isEqualTo("apache");
        assertThat(failure.host()).isEqualTo("origin1");
        assertThat(failure.time()).isEqualTo(NOW);
        assertThat(failure.problem()).contains("no server-status?auto page");
        assertThat(failure.advice()).contains("?auto");
    }

    @Test
    void aPageThatCannotBeFetchedIsAFailure() {
        page.fails("refused");
        assertThat(SampleValues.failure(sample()).problem()).isEqualTo("refused");
    }

    private Sample sample() {
        return probe.sample(Duration.ofSeconds(1));
    }
}
