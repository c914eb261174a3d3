package org.headroom.loadgen.record;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import org.headroom.loadgen.page.PageObserver;
import org.headroom.loadgen.page.PageView;
import org.headroom.loadgen.result.ProtocolSummary;
import org.headroom.loadgen.result.TimelineSecond;
import org.headroom.loadgen.slo.Slo;
import org.headroom.loadgen.slo.SloJudge;
import org.headroom.loadgen.transport.Exchange;
import org.headroom.loadgen.transport.FailureKind;
import org.headroom.loadgen.transport.Outcome;
import org.headroom.loadgen.transport.Protocol;
import org.headroom.scenarios.model.ResourceKind;

/**
 * Everything measured over one protocol. Failed pages and requests are in the latency series with the time they took;
 * what an interrupt cut off is in none, and counted apart.
 */
public final class ProtocolRecorder implements PageObserver, SloJudge.Measured {
    private static final double NANOS = 1e9;

    private final Protocol protocol;
    private final Timeline timeline;
    private final long zeroNanos;
    private final SeriesByLabel pages;
    private final SeriesByLabel requests;
    private final SeriesByLabel ttfb = new SeriesByLabel("ttfb/");
    private final SeriesByLabel addresses = new SeriesByLabel("address/");
    private final LatencySeries startDelay = new LatencySeries("start-delay");
    private final LabelCounts pageFailures = new LabelCounts();
    private final LabelCounts addressFailures = new LabelCounts();
    private final LabelCounts statuses = new LabelCounts();
    private final LabelCounts failures = new LabelCounts();
    private final LongAdder offered = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder sizeDiffers = new LongAdder();
    private final LongAdder opened = new LongAdder();
    private final LongAdder resumed = new LongAdder();
    private final AtomicLong lastDoneNanos = new AtomicLong(Long.MIN_VALUE);

    /**
     * A recorder.
     *
     * @param zeroNanos {@link System#nanoTime()} at {@code zero}, the start of this protocol's run
     */
    public ProtocolRecorder(Protocol protocol, long zeroNanos, Instant zero) {
        this.protocol = protocol;
        this.zeroNanos = zeroNanos;
        this.timeline = new Timeline(protocol.label(), zeroNanos, zero);
        this.pages = new SeriesByLabel(protocol.label() + "/");
        this.requests = new SeriesByLabel(protocol.label() + "/");
    }

    @Override
    public void pageOffered(long intendedNanos) {
        offered.increment();
        timeline.at(intendedNanos).offered.increment();
    }

    @Override
    public void pageStarted(long startedNanos) {
        timeline.at(startedNanos).started.increment();
    }

    @Override
    public void requestDone(
            ResourceKind kind, Exchange exchange, Optional<FailureKind> failure, boolean bodySizeDiffers) {
        if (exchange.connection().opened()) {
            opened.increment();
            if (exchange.connection().resumed()) {
                resumed.increment();
            }
        }
        if (failure.filter(cause -> cause == FailureKind.INTERRUPTED).isPresent()) {
            return;
        }
        long intended = exchange.request().intendedNanos();
        requests.record(kind.label(), exchange.doneNanos() - intended);
        if (exchange.firstByteNanos() != 0) {
            ttfb.record(kind.label(), exchange.firstByteNanos() - intended);
        }
        if (exchange.outcome() instanceof Outcome.Answered(int status)) {
            statuses.add(Integer.toString(status));
        }
        failure.ifPresent(cause -> failures.add(cause.label()));
        if (bodySizeDiffers) {
            sizeDiffers.increment();
        }
        bytes.add(exchange.bodyBytes());
        Timeline.Counts second = timeline.at(exchange.doneNanos());
        second.requests.increment();
        second.bytes.add(exchange.bodyBytes());
    }

    @Override
    public void pageDone(PageView view) {
        if (view.interrupted()) {
            return; // offered and not ended: unfinished
        }
        String address = text(view.address());
        pages.record(view.page(), view.latencyNanos());
        addresses.record(address, view.latencyNanos());
        startDelay.record(view.startedNanos() - view.intendedNanos());
        Timeline.Counts second = timeline.at(view.endNanos());
        second.done.increment();
        if (view.failure().isPresent()) {
            second.failed.increment();
            pageFailures.add(view.page());
            addressFailures.add(address);
        }
        lastDoneNanos.accumulateAndGet(view.endNanos(), Math::max);
    }

    /** Notes the generator's own state in the second of {@code nanos}. */
    public void generator(long nanos, long openConnections, double cpuShare) {
        Timeline.Counts second = timeline.at(nanos);
        second.openConnections = openConnections;
        second.generatorCpu = cpuShare;
    }

    /** Cuts the interval: page intervals to the one, request intervals to the other. One thread at a time. */
    public void cut(Consumer<Histogram> pageIntervals, Consumer<Histogram> requestIntervals) {
        pages.cut(pageIntervals);
        requests.cut(requestIntervals);
        ttfb.cut(_ -> {});
        addresses.cut(_ -> {});
        startDelay.cut();
    }

    @Override
    public String protocol() {
        return protocol.label();
    }

    @Override
    public double observe(Slo slo) {
        return switch (slo.metric()) {
            case PAGE -> LatencySeries.millis(pages.sum(slo.qualifier()), slo.percentile());
            case REQUEST -> LatencySeries.millis(requests.sum(slo.qualifier()), slo.percentile());
            case TTFB -> LatencySeries.millis(ttfb.sum(slo.qualifier()), slo.percentile());
            case ERRORS -> errorPercent(slo.qualifier());
        };
    }

    private double errorPercent(Optional<String> page) {
        long count = pages.sum(page).getTotalCount();
        long failed = page.map(pageFailures::of)
                .orElseGet(() -> pageFailures.read().values().stream()
                        .mapToLong(Long::longValue)
                        .sum());
        return count == 0 ? Double.NaN : 100.0 * failed / count;
    }

    /** The 99th percentile of the delay from intended to actual start, in milliseconds; NaN before the first page. */
    public double startDelayP99Millis() {
        return LatencySeries.millis(startDelay.total(), 99);
    }

    /** What has been seen up to the last cut. */
    public Progress progress() {
        Histogram all = pages.sum(Optional.empty());
        long failed =
                pageFailures.read().values().stream().mapToLong(Long::longValue).sum();
        return new Progress(offered.sum(), all.getTotalCount(), failed, LatencySeries.millis(all, 95));
    }

    /** Time since the arrivals began. */
    public Duration elapsed() {
        return Duration.ofNanos(Math.max(0, System.nanoTime() - zeroNanos));
    }

    /** A glance at a run under way. */
    public record Progress(long offered, long done, long failed, double p95Millis) {}

    /** Per-second rows in order. */
    public List<TimelineSecond> timeline() {
        return timeline.rows();
    }

    /** The totals up to the last cut. */
    public ProtocolSummary summary(String transport) {
        Histogram allPages = pages.sum(Optional.empty());
        Histogram allRequests = requests.sum(Optional.empty());
        long failed =
                pageFailures.read().values().stream().mapToLong(Long::longValue).sum();
        long failedRequests =
                failures.read().values().stream().mapToLong(Long::longValue).sum();
        double seconds = Math.max(lastDoneNanos.get() - zeroNanos, 1) / NANOS;
        boolean any = allPages.getTotalCount() > 0;
        return new ProtocolSummary(
                protocol.label(),
                transport,
                new ProtocolSummary.Pages(
                        offered.sum(),
                        allPages.getTotalCount(),
                        failed,
                        Math.max(0, offered.sum() - allPages.getTotalCount()),
                        any ? (allPages.getTotalCount() - failed) / seconds : 0,
                        LatencySeries.summarise(allPages)),
                new ProtocolSummary.Requests(
                        allRequests.getTotalCount(),
                        failedRequests,
                        any ? allRequests.getTotalCount() / seconds : 0,
                        bytes.sum(),
                        statuses.read(),
                        failures.read(),
                        sizeDiffers.sum(),
                        LatencySeries.summarise(allRequests),
                        LatencySeries.summarise(ttfb.sum(Optional.empty()))),
                new ProtocolSummary.Connections(opened.sum(), resumed.sum()),
                byPage(),
                byAddress());
    }

    private Map<String, ProtocolSummary.PageTotals> byPage() {
        Map<String, ProtocolSummary.PageTotals> result = new TreeMap<>();
        pages.read().forEach((page, series) -> {
            Histogram total = series.total();
            result.put(
                    page,
                    new ProtocolSummary.PageTotals(
                            total.getTotalCount(), pageFailures.of(page), LatencySeries.summarise(total)));
        });
        return result;
    }

    private Map<String, ProtocolSummary.AddressTotals> byAddress() {
        Map<String, ProtocolSummary.AddressTotals> result = new TreeMap<>();
        addresses.read().forEach((address, series) -> {
            Histogram total = series.total();
            result.put(
                    address,
                    new ProtocolSummary.AddressTotals(new ProtocolSummary.Totals(
                            total.getTotalCount(), addressFailures.of(address), LatencySeries.summarise(total))));
        });
        return result;
    }

    private static String text(InetSocketAddress address) {
        return address.getAddress() == null
                ? address.getHostString()
                : address.getAddress().getHostAddress();
    }
}
