package org.headroom.cli;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
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
    private final MetricsEndpoint endpoint;
    private final MeterRegistry registry;
    private final MeterReadings readings;
    private final Map<String, LiveFigures> byProtocol = new ConcurrentHashMap<>();

    LiveMetrics(MetricsEndpoint endpoint) {
        this.endpoint = endpoint;
        this.registry = endpoint.registry();
        this.readings = new MeterReadings(registry);
    }

    /** Where it answers, as one would type it. */
    String url() {
        return endpoint.url();
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

    @Override
    public void close() {
        endpoint.close();
    }
}
