package org.headroom.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.headroom.loadgen.record.ProtocolRecorder;
import org.headroom.probes.reading.Reading;
import org.headroom.probes.sampling.MeterReadings;

/**
 * The live figures in Prometheus' text form at {@code /metrics}, with the probes' last readings. Counters are per
 * protocol and stay when its turn is over.
 */
final class LiveMetrics implements Consumer<LiveFigures>, AutoCloseable {
    private static final String PATH = "/metrics";
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;
    private static final int OK = 200;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final MeterReadings readings = new MeterReadings(registry);
    private final Map<String, LiveFigures> byProtocol = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    private LiveMetrics(HttpServer server) {
        this.server = server;
    }

    /**
     * Starts to listen.
     *
     * @throws IOException when the address is not this machine's or the port is taken
     */
    static LiveMetrics listen(InetSocketAddress address) throws IOException {
        LiveMetrics metrics = new LiveMetrics(HttpServer.create(address, 0));
        metrics.server.createContext("/", metrics::answer);
        metrics.server.setExecutor(metrics.threads);
        metrics.server.start();
        return metrics;
    }

    /** Where it answers, as one would type it. */
    String url() {
        InetSocketAddress bound = server.getAddress();
        String host = bound.getAddress().isAnyLocalAddress()
                ? "localhost"
                : bound.getAddress().getHostAddress();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + bound.getPort() + PATH;
    }

    /** Takes readings of probes too. */
    Consumer<Reading> readings() {
        return readings;
    }

    @Override
    public void accept(LiveFigures now) {
        if (byProtocol.put(now.protocol(), now) == null) {
            register(now.protocol());
        }
        byProtocol.replaceAll((protocol, figures) -> protocol.equals(now.protocol()) ? figures : over(figures));
    }

    /** A protocol whose turn is over has no connections and uses no CPU. */
    private static LiveFigures over(LiveFigures last) {
        ProtocolRecorder.Progress progress = last.progress();
        return new LiveFigures(
                last.protocol(),
                last.stage(),
                last.elapsed(),
                last.planned(),
                new ProtocolRecorder.Progress(
                        progress.offered(), progress.done(), progress.failed(), progress.p95Millis(), Double.NaN, 0),
                0,
                last.firstFull());
    }

    private void register(String protocol) {
        counter(protocol, "headroom.load.pages.offered", "Pages that became due.", ProtocolRecorder.Progress::offered);
        counter(protocol, "headroom.load.pages.done", "Pages that ended.", ProtocolRecorder.Progress::done);
        counter(protocol, "headroom.load.pages.failed", "Pages that failed.", ProtocolRecorder.Progress::failed);
        TimeGauge.builder(
                        "headroom.load.page.p95",
                        () -> figures(protocol).progress().recentP95Millis(),
                        TimeUnit.MILLISECONDS)
                .description("95th percentile of page times in the last seconds.")
                .tags(Tags.of("protocol", protocol))
                .register(registry);
        Gauge.builder("headroom.load.open.connections", () -> figures(protocol).openConnections())
                .description("Connections of all visitors.")
                .tags(Tags.of("protocol", protocol))
                .register(registry);
        Gauge.builder(
                        "headroom.load.generator.cpu.ratio",
                        () -> figures(protocol).progress().generatorCpu())
                .description("Share of its cores that the generator used in the last second.")
                .tags(Tags.of("protocol", protocol))
                .register(registry);
        Gauge.builder(
                        "headroom.load.saturated",
                        () -> figures(protocol).firstFull().isPresent() ? 1 : 0)
                .description("1 once a watched component was full.")
                .tags(Tags.of("protocol", protocol))
                .register(registry);
    }

    private void counter(
            String protocol, String name, String description, ToDoubleFunction<ProtocolRecorder.Progress> value) {
        FunctionCounter.builder(
                        name,
                        this,
                        metrics -> value.applyAsDouble(metrics.figures(protocol).progress()))
                .description(description)
                .tags(Tags.of("protocol", protocol))
                .register(registry);
    }

    private LiveFigures figures(String protocol) {
        return Objects.requireNonNull(byProtocol.get(protocol));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            boolean head = method.equals("HEAD");
            if (!head && !method.equals("GET")) {
                exchange.sendResponseHeaders(NOT_ALLOWED, -1);
            } else if (!exchange.getRequestURI().getPath().equals(PATH)) {
                exchange.sendResponseHeaders(NOT_FOUND, -1);
            } else {
                byte[] body = registry.scrape().getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
                exchange.sendResponseHeaders(OK, head ? -1 : body.length);
                if (!head) {
                    exchange.getResponseBody().write(body);
                }
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
        registry.close();
    }
}
