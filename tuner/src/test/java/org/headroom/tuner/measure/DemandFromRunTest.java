package org.headroom.tuner.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.loadgen.result.Latency;
import org.headroom.loadgen.result.ProtocolSummary;
import org.headroom.loadgen.result.RunInfo;
import org.headroom.loadgen.result.RunResult;
import org.headroom.loadgen.result.RunVerdict;
import org.headroom.loadgen.result.Summary;
import org.headroom.probes.reading.Reading;
import org.headroom.tuner.model.Figure;
import org.junit.jupiter.api.Test;

class DemandFromRunTest {
    private final List<Reading> readings = new ArrayList<>();

    @Test
    void theServiceTimeFollowsFromLittlesLaw() {
        series("fpm", "origin1/www", "requests_per_second", 8, 12, 10);
        series("fpm", "origin1/www", "active_processes", 2, 1, 3);
        Figure service = demand(Optional.empty()).serviceSeconds("www");
        assertThat(service.value()).isEqualTo(0.2, within(1e-9));
        assertThat(service.source())
                .startsWith("Little's law: 2.00 children busy in the mean / 10.00 requests a second");
    }

    @Test
    void theDemandIsTheBusiestSecondsRate() {
        series("fpm", "origin1/www", "requests_per_second", 8, 12, 10);
        assertThat(demand(Optional.empty()).phpRequests("www").value()).isEqualTo(12);
    }

    @Test
    void whatAnOverloadedOriginDidNotServeWasDemandToo() {
        series("fpm", "origin1/www", "requests_per_second", 10, 10);
        Figure demand = demand(Optional.of(run(300, 150, 50))).phpRequests("www");
        assertThat(demand.value()).isEqualTo(30);
        assertThat(demand.source()).contains("3.00 pages offered for each done");
    }

    @Test
    void staticTrafficIsWhatNeitherPhpServedNorProbesAsked() {
        series("apache", "origin1", "requests_per_second", 111, 111);
        series("apache", "origin1", "busy_workers", 5, 5);
        series("fpm", "origin1/www", "requests_per_second", 10, 10);
        series("fpm", "origin1/www", "active_processes", 2, 2);
        series("fpm", "origin1/www", "listen_queue", 1, 1);
        var statics = demand(Optional.empty()).staticTraffic(List.of("www"));
        assertThat(statics.requestsPerSecond().value()).isEqualTo(100);
        assertThat(statics.serviceSeconds().value()).isEqualTo(0.01, within(1e-9));
    }

    @Test
    void onAnOriginThatOnlyProbesAskThereIsNoStaticTraffic() {
        series("apache", "origin1", "requests_per_second", 1, 1, 1);
        series("apache", "origin1", "busy_workers", 1, 1, 1);
        series("fpm", "origin1/www", "requests_per_second", 0, 0, 0);

        assertThat(demand(Optional.empty())
                        .staticTraffic(List.of("www"))
                        .requestsPerSecond()
                        .value())
                .isZero();
    }

    @Test
    void theComputeShareIsTheMeanOfTheSamples() {
        series("fpm", "origin1/www", "compute_ratio", 0.5, 0.7);
        assertThat(demand(Optional.empty()).computeShare("www").value()).isEqualTo(0.6, within(1e-9));
    }

    @Test
    void anotherOriginsReadingsAreNotThisOnes() {
        series("fpm", "origin2/www", "requests_per_second", 10, 10);
        assertThat(demand(Optional.empty()).phpRequests("www").source()).startsWith("assumed: ");
    }

    @Test
    void withoutReadingsEverythingIsAssumed() {
        DemandFromRun demand = demand(Optional.empty());
        assertThat(List.of(
                        demand.phpRequests("www"),
                        demand.serviceSeconds("www"),
                        demand.computeShare("www"),
                        demand.staticTraffic(List.of("www")).requestsPerSecond()))
                .allSatisfy(figure -> assertThat(figure.source()).startsWith("assumed: "));
        assertThat(demand.idleConnections()).isEmpty();
    }

    private DemandFromRun demand(Optional<RunResult> run) {
        return new DemandFromRun("origin1", run, readings);
    }

    private void series(String probe, String host, String name, double... values) {
        for (int second = 0; second < values.length; second++) {
            readings.add(new Reading(Instant.ofEpochSecond(second), probe, host, name, values[second], "count"));
        }
    }

    private static RunResult run(long offered, long count, long failed) {
        ProtocolSummary protocol = new ProtocolSummary(
                "h2",
                "jetty",
                new ProtocolSummary.Pages(offered, count, failed, 0, 10, Latency.NONE),
                new ProtocolSummary.Requests(0, 0, 0, 0, Map.of(), Map.of(), 0, Latency.NONE, Latency.NONE),
                new ProtocolSummary.Connections(0, 0),
                Map.of(),
                Map.of());
        RunInfo info = new RunInfo(
                1,
                "load",
                "front",
                "",
                "https://example.test",
                List.of("h2"),
                Map.of(),
                Map.of(),
                Map.of(),
                false,
                Instant.EPOCH,
                Instant.EPOCH,
                false);
        Summary summary = new Summary(1, RunVerdict.PASS, false, List.of(), List.of(protocol), List.of(), null);
        return new RunResult(info, summary, List.of(), Map.of());
    }
}
