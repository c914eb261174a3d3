package org.headroom.probes.fpm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.headroom.probes.FakePage;
import org.headroom.probes.SampleValues;
import org.headroom.probes.Samples;
import org.headroom.probes.reading.Sample;
import org.junit.jupiter.api.Test;

class FpmStatusProbeTest {
    private final FakePage page = new FakePage();
    private long nanos;
    private final FpmStatusProbe probe = probe(true);

    @Test
    void turnsTheStatusPageIntoReadings() {
        page.answers("""
                {"pool":"www","process manager":"dynamic","accepted conn":7,"listen queue":3,"listen queue len":511,
                "idle processes":1,"active processes":4,"total processes":5,"max active processes":5,
                "max children reached":2,"slow requests":6}
                """);
        assertThat(SampleValues.of(sample()))
                .containsEntry("active_processes", 3.0)
                .containsEntry("idle_processes", 2.0)
                .containsEntry("total_processes", 5.0)
                .containsEntry("max_children_reached", 2.0)
                .containsEntry("slow_requests", 6.0)
                .containsEntry("accepted_total", 7.0)
                .containsEntry("listen_queue", 3.0)
                .containsEntry("listen_queue_len", 511.0)
                .containsEntry("listen_queue_known", 1.0)
                .containsEntry("busy_ratio", 0.75);
        assertThat(probe.host()).isEqualTo("origin1/www");
    }

    @Test
    void aQueueThatNobodyKnowsIsNoReading() {
        page.answers(Samples.text("fpm-status_json.txt"));
        assertThat(SampleValues.of(sample()))
                .containsEntry("listen_queue_known", 0.0)
                .doesNotContainKey("listen_queue");
    }

    @Test
    void theRateLeavesOutTheProbesOwnRequests() {
        acceptedAfterSeconds(10, 0);
        assertThat(acceptedAfterSeconds(31, 2)).isEqualTo(10);
    }

    @Test
    void theRateIsWholeWhenThePageHasItsOwnListener() {
        FpmStatusProbe own = probe(false);
        page.answers("{\"active processes\":0,\"accepted conn\":10}");
        own.sample(Duration.ofSeconds(1));
        nanos = 1_000_000_000;
        page.answers("{\"active processes\":0,\"accepted conn\":20}");
        assertThat(SampleValues.of(own.sample(Duration.ofSeconds(1)))).containsEntry("requests_per_second", 10.0);
    }

    @Test
    void aRestartedPoolHasNoRateUntilTheNextSample() {
        acceptedAfterSeconds(1000, 0);
        acceptedAfterSeconds(2000, 1);
        page.answers("{\"active processes\":0,\"accepted conn\":5}");
        nanos = 2_000_000_000;
        assertThat(SampleValues.of(sample())).doesNotContainKey("requests_per_second");
        assertThat(acceptedAfterSeconds(16, 3)).isEqualTo(10);
    }

    @Test
    void aPageWithItsOwnListenerCountsEveryChild() {
        page.answers("{\"active processes\":4,\"total processes\":5}");
        assertThat(SampleValues.of(probe(false).sample(Duration.ofSeconds(1))))
                .containsEntry("active_processes", 4.0)
                .containsEntry("busy_ratio", 0.8);
    }

    @Test
    void thePageOfAPoolOfOneChildSaysNothingOfItsLoad() {
        page.answers("{\"active processes\":1,\"total processes\":1}");
        assertThat(SampleValues.of(sample()))
                .containsEntry("active_processes", 0.0)
                .doesNotContainKey("busy_ratio");
    }

    @Test
    void anOndemandPoolIsNotBusyBeforeItMetItsLimit() {
        FpmStatusProbe own = probe(false);
        assertThat(onDemand(own, 2, 0)).doesNotContainKey("busy_ratio");
        assertThat(onDemand(own, 4, 1)).containsEntry("busy_ratio", 1.0);
        assertThat(onDemand(own, 2, 1)).containsEntry("busy_ratio", 0.5);
    }

    @Test
    void theWrongPoolIsNoticed() {
        page.answers("{\"pool\":\"shop\",\"active processes\":0}");
        assertThat(SampleValues.failure(sample()).problem()).isEqualTo("fake page answers for pool 'shop', not 'www'");
    }

    @Test
    void whatIsNoStatusPageIsAFailureThatSaysWhatToDo() {
        page.answers("File not found.");
        assertThat(SampleValues.failure(sample()).advice()).contains("pm.status_path");
        page.fails("refused");
        assertThat(SampleValues.failure(sample()).problem()).isEqualTo("refused");
    }

    private Map<String, Double> onDemand(FpmStatusProbe own, int processes, int limitReached) {
        page.answers("{\"active processes\":" + processes + ",\"total processes\":" + processes
                + ",\"process manager\":\"ondemand\",\"max children reached\":" + limitReached + "}");
        return SampleValues.of(own.sample(Duration.ofSeconds(1)));
    }

    private double acceptedAfterSeconds(int accepted, int seconds) {
        page.answers("{\"active processes\":0,\"accepted conn\":" + accepted + "}");
        nanos = seconds * 1_000_000_000L;
        return SampleValues.of(sample()).getOrDefault("requests_per_second", Double.NaN);
    }

    private Sample sample() {
        return probe.sample(Duration.ofSeconds(1));
    }

    private FpmStatusProbe probe(boolean statusTakesChild) {
        return new FpmStatusProbe(
                "origin1",
                new FpmStatusProbe.Pool("www", "/fpm-status", statusTakesChild, Optional.empty()),
                page,
                Clock.systemUTC(),
                () -> nanos);
    }
}
