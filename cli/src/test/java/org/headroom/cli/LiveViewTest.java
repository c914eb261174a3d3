package org.headroom.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.headroom.loadgen.record.ProtocolRecorder;
import org.headroom.loadgen.transport.Protocol;
import org.headroom.probes.reading.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LiveViewTest {
    private static final Instant BEGINNING = Instant.parse("2026-01-01T12:00:00Z");

    private static LiveFigures figures(LiveFigures.Stage stage, Optional<String> firstFull) {
        return new LiveFigures(
                "h2",
                stage,
                Duration.ofSeconds(12),
                Duration.ofSeconds(70),
                new ProtocolRecorder.Progress(120, 110, 3, 400, 250, 0.42),
                17,
                firstFull);
    }

    private static String printed(boolean interactive, LiveFigures... all) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        ProgressLine line = new ProgressLine(new Terminal(stream, stream, interactive));
        for (LiveFigures one : all) {
            line.accept(one);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void theLineHasEverythingThatOneWatches() {
        assertThat(printed(true, figures(LiveFigures.Stage.LOADING, Optional.of("fpm on origin1 after 9 s"))))
                .contains(
                        "h2  12/70 s",
                        "offered 120",
                        "done 110",
                        "failed 3",
                        "p95 250 ms",
                        "connections 17",
                        "generator CPU 42 %",
                        "first full: fpm on origin1 after 9 s");
    }

    @Test
    void aTerminalsLineIsDrawnOverItselfAndNeverWraps() {
        String printed = printed(
                true,
                figures(LiveFigures.Stage.LOADING, Optional.empty()),
                figures(LiveFigures.Stage.DRAINING, Optional.empty()));

        assertThat(printed)
                .doesNotContain("\n")
                .contains("\r\u001b[2K")
                .contains("\u001b[?7l")
                .endsWith("\u001b[?7h");
    }

    @Test
    void elsewhereItIsPlainLinesNowAndThen() {
        String printed = printed(
                false,
                figures(LiveFigures.Stage.LOADING, Optional.empty()),
                figures(LiveFigures.Stage.LOADING, Optional.empty()));

        assertThat(printed.lines()).as("the second came within ten seconds").hasSize(1);
        assertThat(printed).doesNotContain("\u001b").doesNotContain("\r");
    }

    @Test
    void whatWasFullFirstIsKept() {
        FirstFull first = new FirstFull();
        for (int second = 0; second < 8; second++) {
            first.accept(busy(second, "apache", second >= 5 ? 1.0 : 0.1));
        }
        assertThat(first.get()).hasValue("apache on origin1 after 7 s");
        for (int second = 8; second < 60; second++) {
            first.accept(busy(second, "apache", 0.1));
        }
        assertThat(first.get()).hasValue("apache on origin1 after 7 s");
    }

    @Test
    void theGeneratorIsNotSaidToBeOnItself() {
        FirstFull first = new FirstFull();
        for (int second = 0; second < 3; second++) {
            first.accept(
                    new Reading(BEGINNING.plusSeconds(second), "generator", "generator", "cpu_ratio", 0.99, "ratio"));
        }
        assertThat(first.get()).hasValue("generator after 2 s");
    }

    @Test
    void nothingIsFullBeforeAnythingWasRead() {
        assertThat(new FirstFull().get()).isEmpty();
    }

    private static Reading busy(int second, String probe, double ratio) {
        return new Reading(BEGINNING.plusSeconds(second), probe, "origin1", "busy_ratio", ratio, "ratio");
    }

    @Test
    void aRunsEventsBecomeFigures() {
        List<LiveFigures> shown = new ArrayList<>();
        LiveRun live = new LiveRun(Optional::empty, shown::add);

        live.warmingUp(Protocol.H1, Duration.ofSeconds(3));
        live.protocolStarted(Protocol.H1, "fake", Duration.ofSeconds(9));
        live.progress(Protocol.H1, Duration.ofSeconds(2), new ProtocolRecorder.Progress(5, 4, 1, 9, 8, 0.5), 6);
        live.draining(Protocol.H1);
        live.progress(Protocol.H1, Duration.ofSeconds(10), new ProtocolRecorder.Progress(5, 5, 1, 9, 8, 0.5), 0);

        assertThat(shown)
                .extracting(LiveFigures::stage)
                .containsExactly(
                        LiveFigures.Stage.WARMING_UP,
                        LiveFigures.Stage.LOADING,
                        LiveFigures.Stage.LOADING,
                        LiveFigures.Stage.DRAINING,
                        LiveFigures.Stage.DRAINING);
        assertThat(shown.get(3).progress().offered()).isEqualTo(5);
        assertThat(shown.getLast().progress().done()).isEqualTo(5);
    }

    @Test
    void prometheusGetsTheSameFiguresAndTheProbesReadings() throws Exception {
        try (LiveMetrics metrics = new LiveMetrics(
                        MetricsEndpoint.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
                HttpClient client = HttpClient.newHttpClient()) {
            metrics.accept(figures(LiveFigures.Stage.LOADING, Optional.of("fpm on origin1 after 9 s")));
            metrics.readings().accept(busy(1, "fpm", 0.5));

            HttpResponse<String> answer = get(client, metrics.url());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
            assertThat(answer.body())
                    .contains("# TYPE headroom_load_pages_offered_total counter")
                    .contains("headroom_load_pages_offered_total{protocol=\"h2\"} 120.0")
                    .contains("headroom_load_pages_done_total{protocol=\"h2\"} 110.0")
                    .contains("headroom_load_pages_failed_total{protocol=\"h2\"} 3.0")
                    .contains("headroom_load_page_p95_seconds{protocol=\"h2\"} 0.25")
                    .contains("headroom_load_open_connections{protocol=\"h2\"} 17.0")
                    .contains("headroom_load_generator_cpu_ratio{protocol=\"h2\"} 0.42")
                    .contains("headroom_load_saturated{protocol=\"h2\"} 1.0")
                    .contains("headroom_fpm_busy_ratio{host=\"origin1\"} 0.5");
            assertThat(get(client, metrics.url() + "x").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void aProtocolWhoseTurnIsOverKeepsItsCountersAndHasNoConnections() throws Exception {
        try (LiveMetrics metrics = new LiveMetrics(
                        MetricsEndpoint.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
                HttpClient client = HttpClient.newHttpClient()) {
            metrics.accept(figures(LiveFigures.Stage.LOADING, Optional.empty()));
            metrics.accept(new LiveFigures(
                    "h3",
                    LiveFigures.Stage.LOADING,
                    Duration.ZERO,
                    Duration.ZERO,
                    LiveFigures.NOTHING,
                    1,
                    Optional.empty()));

            assertThat(get(client, metrics.url()).body())
                    .contains("headroom_load_pages_done_total{protocol=\"h2\"} 110.0")
                    .contains("headroom_load_open_connections{protocol=\"h2\"} 0.0")
                    .contains("headroom_load_open_connections{protocol=\"h3\"} 1.0");
        }
    }

    private static HttpResponse<String> get(HttpClient client, String url) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
    }

    @ParameterizedTest
    @CsvSource({
        "9100, 127.0.0.1, 9100",
        ":9100, 127.0.0.1, 9100",
        "0.0.0.0:9100, 0.0.0.0, 9100",
        "[::1]:80, 0:0:0:0:0:0:0:1, 80"
    })
    void aBarePortIsLoopbacks(String text, String address, int port) {
        InetSocketAddress parsed = ListenAddress.parse(text);

        assertThat(parsed.getAddress().getHostAddress()).isEqualTo(address);
        assertThat(parsed.getPort()).isEqualTo(port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "http", "9100x", "70000", "::1:80", "localhost"})
    void whatIsNoAddressIsSaidSo(String text) {
        assertThatExceptionOfType(CliException.class)
                .isThrownBy(() -> ListenAddress.parse(text))
                .withMessageContaining("--listen");
    }

    @Test
    void aPortInUseIsSaidBeforeAnyLoad() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatExceptionOfType(CliException.class)
                    .isThrownBy(() -> ListenAddress.open(Integer.toString(taken.getLocalPort())))
                    .withMessageContaining("--listen " + taken.getLocalPort())
                    .satisfies(problem -> assertThat(problem.exitCode()).isEqualTo(ExitCode.WRONG_USAGE));
        }
    }
}
