package org.headroom.loadgen.record;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;
import org.headroom.loadgen.page.PageObserver;
import org.headroom.loadgen.page.PageView;
import org.headroom.loadgen.result.Latency;
import org.headroom.loadgen.result.ProtocolSummary;
import org.headroom.loadgen.result.TimelineSecond;
import org.headroom.loadgen.schedule.Phase;
import org.headroom.loadgen.slo.Slo;
import org.headroom.loadgen.slo.SloJudge;
import org.headroom.loadgen.transport.Exchange;
import org.headroom.loadgen.transport.FailureKind;
import org.headroom.loadgen.transport.Outcome;
import org.headroom.loadgen.transport.Protocol;
import org.headroom.loadgen.transport.TransportObserver;
import org.headroom.scenarios.model.ResourceKind;

/**
 * Everything measured over one protocol. Failed pages and requests are in the latency series with the time they took;
 * what an interrupt cut off is in none, and counted apart.
 */
public final class ProtocolRecorder implements PageObserver, TransportObserver, SloJudge.Measured {
    private static final double NANOS = 1e9;
    /** EADDRNOTAVAIL in the words of the JDK and of the native transports. */
    private static final String NO_LOCAL_PORT = "assign requested address";

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");

    private final Protocol protocol;
    private final long zeroNanos;
    private final long lengthNanos;
    private final Timeline timeline;
    private final Measures measures;
    private final PhaseSeries phases;
    private final RecentPages recent = new RecentPages();
    private volatile double cpuShare;
    private final AtomicLong lastDoneNanos = new AtomicLong(Long.MIN_VALUE);

    /**
     * A recorder.
     *
     * @param zeroNanos {@link System#nanoTime()} at {@code zero}, the start of this protocol's run
     */
    public ProtocolRecorder(Protocol protocol, long zeroNanos, Instant zero) {
        this(protocol, zeroNanos, zero, Duration.ofNanos(Long.MAX_VALUE), List.of());
    }

    /**
     * A recorder of a run whose length is known, and perhaps its phases, told apart by the time at which a page is due.
     *
     * @param length of the arrivals: what ends later is in no figure per second
     */
    public ProtocolRecorder(Protocol protocol, long zeroNanos, Instant zero, Duration length, List<Phase> phases) {
        this.protocol = protocol;
        this.zeroNanos = zeroNanos;
        this.lengthNanos = length.toNanos();
        this.timeline = new Timeline(protocol.label(), zeroNanos, zero);
        this.measures = new Measures(protocol.label(), timeline);
        this.phases = new PhaseSeries(measures, zeroNanos, phases);
    }

    @Override
    public void pageOffered(long intendedNanos) {
        measures.count(Counted.Total.PAGES, 1);
        phases.offered(intendedNanos);
        timeline.at(intendedNanos).offered.increment();
    }

    @Override
    public void pageStarted(long intendedNanos, long startedNanos) {
        measures.time(Timed.START_DELAY, Measures.ALL, startedNanos - intendedNanos);
        timeline.at(startedNanos).started.increment();
    }

    /**
     * A visit that should have begun at that time was not started, for lack of room in the generator. Its first page is
     * offered and failed; how long it would have taken nobody knows, so it is in no percentile.
     */
    public void notStarted(String page, long intendedNanos) {
        pageOffered(intendedNanos);
        measures.count(Counted.NOT_STARTED, page, 1);
        measures.count(Counted.PAGE_FAILURE, page, 1);
        measures.count(Counted.PAGE_KIND, FailureKind.GENERATOR.label(), 1);
        phases.notStarted(intendedNanos);
        Timeline.Counts second = timeline.at(intendedNanos);
        second.done.increment();
        second.failed.increment();
    }

    @Override
    public void requestDone(
            ResourceKind kind, Exchange exchange, Optional<FailureKind> failure, boolean bodySizeDiffers) {
        if (exchange.connection().opened()) {
            measures.count(Counted.Total.CONNECTIONS_OPENED, 1);
            if (exchange.connection().resumed()) {
                measures.count(Counted.Total.CONNECTIONS_RESUMED, 1);
            }
        }
        if (failure.filter(cause -> cause == FailureKind.INTERRUPTED).isPresent()) {
            return;
        }
        long intended = exchange.request().intendedNanos();
        measures.time(Timed.REQUEST, kind.label(), exchange.doneNanos() - intended);
        if (exchange.firstByteNanos() != 0) {
            measures.time(Timed.TTFB, kind.label(), exchange.firstByteNanos() - intended);
        }
        if (exchange.outcome() instanceof Outcome.Answered(int status)) {
            measures.count(Counted.STATUS, Integer.toString(status), 1);
        }
        failure.ifPresent(cause -> measures.count(Counted.FAILURE, cause.label(), 1));
        if (exchange.outcome() instanceof Outcome.Failed(FailureKind cause, String detail)
                && cause == FailureKind.GENERATOR
                && detail.contains(NO_LOCAL_PORT)) {
            measures.count(Counted.Total.WITHOUT_PORT, 1);
        }
        if (bodySizeDiffers) {
            measures.count(Counted.Total.SIZE_DIFFERS, 1);
        }
        measures.count(Counted.Total.BODY_BYTES, exchange.bodyBytes());
        if (inTime(exchange.doneNanos())) {
            measures.count(Counted.Total.REQUESTS_IN_TIME, 1);
        }
        timings(exchange);
        Timeline.Counts second = timeline.at(exchange.doneNanos());
        second.requests.increment();
        second.bytes.add(exchange.bodyBytes());
    }

    private void timings(Exchange exchange) {
        Exchange.ConnectionUse connection = exchange.connection();
        if (connection.opened()) {
            timing(Timed.Timing.CONNECT, connection.connectNanos());
            if (connection.tlsNanos() > 0) {
                timing(Timed.Timing.TLS, connection.tlsNanos());
            }
        }
        if (exchange.lookupNanos() > 0) {
            timing(Timed.Timing.DNS, exchange.lookupNanos());
        }
        if (exchange.wireNanos() == 0) {
            return;
        }
        long opening =
                exchange.lookupNanos() + (connection.opened() ? connection.connectNanos() + connection.tlsNanos() : 0);
        long untilOut = exchange.wireNanos() - exchange.request().intendedNanos();
        timing(Timed.Timing.BLOCKED, Math.max(0, untilOut - opening));
        if (exchange.firstByteNanos() != 0) {
            timing(Timed.Timing.WAIT, exchange.firstByteNanos() - exchange.wireNanos());
            timing(Timed.Timing.CONTENT, exchange.doneNanos() - exchange.firstByteNanos());
        }
    }

    private void timing(Timed.Timing timing, long nanos) {
        measures.time(Timed.TIMING, timing.label(), nanos);
    }

    @Override
    public void failed(FailureKind kind, String detail) {
        if (kind != FailureKind.INTERRUPTED) {
            // Words of a server may hold what a terminal obeys.
            measures.example(kind.label(), CONTROL.matcher(detail).replaceAll(" "));
        }
    }

    @Override
    public void pageDone(PageView view) {
        if (view.interrupted()) {
            return; // offered and not ended: unfinished
        }
        String address = text(view.address());
        measures.time(Timed.PAGE, view.page(), view.latencyNanos());
        measures.time(Timed.ADDRESS, address, view.latencyNanos());
        phases.done(view.intendedNanos(), view.latencyNanos());
        viewed(view);
        Timeline.Counts second = timeline.at(view.endNanos());
        second.done.increment();
        if (view.failure().isPresent()) {
            second.failed.increment();
            measures.count(Counted.PAGE_FAILURE, view.page(), 1);
            measures.count(Counted.PAGE_KIND, view.failure().get().label(), 1);
            measures.count(Counted.ADDRESS_FAILURE, address, 1);
            phases.failed(view.intendedNanos());
        }
        if (view.failure().isEmpty() && inTime(view.endNanos())) {
            measures.count(Counted.Total.GOOD_IN_TIME, 1);
        }
        lastDoneNanos.accumulateAndGet(view.endNanos(), Math::max);
    }

    private boolean inTime(long nanos) {
        return nanos - zeroNanos <= lengthNanos;
    }

    private void viewed(PageView view) {
        Timed.View which = Timed.View.of(view.returning());
        measures.time(Timed.VIEW, which.label(), view.latencyNanos());
        count(which, Counted.ViewTotal.FAILED, view.failure().isPresent() ? 1 : 0);
        PageView.Tally tally = view.tally();
        count(which, Counted.ViewTotal.REQUESTS, tally.requests());
        count(which, Counted.ViewTotal.NOT_MODIFIED, tally.notModified());
        count(which, Counted.ViewTotal.REDIRECTS, tally.redirects());
        count(which, Counted.ViewTotal.FROM_CACHE, tally.fromCache());
        count(which, Counted.ViewTotal.BYTES, tally.bytes());
    }

    private void count(Timed.View view, Counted.ViewTotal what, long by) {
        if (by != 0) {
            measures.count(Counted.VIEW, what.label(view), by);
        }
    }

    @Override
    public void roamed() {
        measures.count(Counted.Total.ROAMED, 1);
    }

    @Override
    public void recovered(long nanos) {
        measures.time(Timed.RECOVERY, Measures.ALL, nanos);
    }

    @Override
    public void lost() {
        measures.count(Counted.Total.ROAMED_AND_LOST, 1);
    }

    @Override
    public void sentBeforeH3() {
        measures.count(Counted.Total.SENT_BEFORE_H3, 1);
    }

    @Override
    public void sentOverH3() {
        measures.count(Counted.Total.SENT_OVER_H3, 1);
    }

    @Override
    public void switchedToH3(long nanos) {
        measures.time(Timed.H3_FOUND, Measures.ALL, nanos);
    }

    @Override
    public void h3Unreachable(String detail) {
        measures.count(Counted.Total.H3_UNREACHABLE, 1);
        measures.example("h3-unreachable", detail);
    }

    /** Notes the generator's own state in the second of {@code nanos}. */
    public void generator(long nanos, long openConnections, double share) {
        cpuShare = share;
        Timeline.Counts second = timeline.at(nanos);
        second.openConnections = openConnections;
        second.generatorCpu = share;
    }

    /** Cuts the interval: page intervals to the one, request intervals to the other. One thread at a time. */
    public void cut(Consumer<Histogram> pageIntervals, Consumer<Histogram> requestIntervals) {
        Consumer<Histogram> pages = interval -> {
            recent.add(interval);
            pageIntervals.accept(interval);
        };
        measures.cut(Map.of(Timed.PAGE, pages, Timed.REQUEST, requestIntervals));
        recent.next();
    }

    /**
     * What was gained since the last call, to be added to another recorder of the same run. Cuts the interval, so it
     * takes the place of {@link #cut}. One thread at a time.
     */
    public RecorderDelta takeDelta() {
        RecorderDelta.Builder delta = new RecorderDelta.Builder();
        long now = System.nanoTime();
        measures.takeDelta(delta);
        long last = lastDoneNanos.get();
        return delta.build(now - zeroNanos, last == Long.MIN_VALUE ? -1 : last - zeroNanos);
    }

    /** Adds what a recorder on another machine gained; time zero of both is the same instant. Visible after a cut. */
    public void add(RecorderDelta delta) {
        measures.add(delta);
        delta.seconds().stream()
                .max(Comparator.comparingLong(RecorderDelta.Second::second))
                .ifPresent(last -> cpuShare = timeline.generatorCpu(last.second()));
        if (delta.lastDoneNanos() >= 0) {
            lastDoneNanos.accumulateAndGet(zeroNanos + delta.lastDoneNanos(), Math::max);
        }
    }

    @Override
    public String protocol() {
        return protocol.label();
    }

    @Override
    public double observe(Slo slo) {
        return switch (slo.metric()) {
            case PAGE -> LatencySeries.millis(measures.of(Timed.PAGE).sum(slo.qualifier()), slo.percentile());
            case REQUEST -> LatencySeries.millis(measures.of(Timed.REQUEST).sum(slo.qualifier()), slo.percentile());
            case TTFB -> LatencySeries.millis(measures.of(Timed.TTFB).sum(slo.qualifier()), slo.percentile());
            case ERRORS -> errorPercent(slo.qualifier());
        };
    }

    private double errorPercent(Optional<String> page) {
        long count = measures.of(Timed.PAGE).sum(page).getTotalCount() + notStarted(page);
        long failed = page.map(measures.of(Counted.PAGE_FAILURE)::of).orElseGet(measures.of(Counted.PAGE_FAILURE)::sum);
        return count == 0 ? Double.NaN : 100.0 * failed / count;
    }

    private long notStarted(Optional<String> page) {
        return page.map(measures.of(Counted.NOT_STARTED)::of).orElseGet(measures.of(Counted.NOT_STARTED)::sum);
    }

    /** Visits that were not started, for lack of room in the generator. */
    public long notStarted() {
        return notStarted(Optional.empty());
    }

    /** Connections that found no free local port. */
    public long withoutPort() {
        return measures.total(Counted.Total.WITHOUT_PORT);
    }

    /** Delays from intended to actual start, in nanoseconds, up to the last cut. */
    public Histogram startDelays() {
        return measures.of(Timed.START_DELAY).sum(_ -> true);
    }

    /** A distribution of nanoseconds in milliseconds. */
    public static Latency latency(Histogram nanos) {
        return LatencySeries.summarise(nanos);
    }

    /** The 99th percentile of the delay from intended to actual start, in milliseconds; NaN before the first page. */
    public double startDelayP99Millis() {
        return LatencySeries.millis(startDelays(), 99);
    }

    /** What has been seen up to the last cut. */
    public Progress progress() {
        Histogram all = measures.of(Timed.PAGE).sum(Optional.empty());
        long failed = measures.of(Counted.PAGE_FAILURE).sum();
        return new Progress(
                measures.total(Counted.Total.PAGES),
                all.getTotalCount() + notStarted(),
                failed,
                LatencySeries.millis(all, 95),
                recent.p95Millis(),
                cpuShare);
    }

    /** Time since the arrivals began. */
    public Duration elapsed() {
        return Duration.ofNanos(Math.max(0, System.nanoTime() - zeroNanos));
    }

    /**
     * A glance at a run under way.
     *
     * @param p95Millis of all page times so far; NaN before the first
     * @param recentP95Millis of those of the last {@value RecentPages#SECONDS} seconds; NaN when there are none
     * @param generatorCpu share of its cores that the generator used in the last second, 0 to 1
     */
    public record Progress(
            long offered, long done, long failed, double p95Millis, double recentP95Millis, double generatorCpu) {}

    /** Per-second rows in order. */
    public List<TimelineSecond> timeline() {
        return timeline.rows();
    }

    /** The totals up to the last cut. */
    public ProtocolSummary summary(String transport) {
        Histogram allPages = measures.of(Timed.PAGE).sum(Optional.empty());
        Histogram allRequests = measures.of(Timed.REQUEST).sum(Optional.empty());
        long offered = measures.total(Counted.Total.PAGES);
        long failed = measures.of(Counted.PAGE_FAILURE).sum();
        boolean any = allPages.getTotalCount() > 0;
        double seconds = any ? Math.clamp(lastDoneNanos.get() - zeroNanos, 1, lengthNanos) / NANOS : 1;
        long ended = allPages.getTotalCount() + notStarted();
        return new ProtocolSummary(
                protocol.label(),
                transport,
                new ProtocolSummary.Pages(
                        offered,
                        ended,
                        failed,
                        Math.max(0, offered - ended),
                        measures.total(Counted.Total.GOOD_IN_TIME) / seconds,
                        LatencySeries.summarise(allPages),
                        measures.of(Counted.PAGE_KIND).read()),
                new ProtocolSummary.Requests(
                        allRequests.getTotalCount(),
                        measures.of(Counted.FAILURE).sum(),
                        measures.total(Counted.Total.REQUESTS_IN_TIME) / seconds,
                        measures.total(Counted.Total.BODY_BYTES),
                        measures.of(Counted.STATUS).read(),
                        measures.of(Counted.FAILURE).read(),
                        measures.total(Counted.Total.SIZE_DIFFERS),
                        LatencySeries.summarise(allRequests),
                        LatencySeries.summarise(measures.of(Timed.TTFB).sum(Optional.empty()))),
                new ProtocolSummary.Connections(
                        measures.total(Counted.Total.CONNECTIONS_OPENED),
                        measures.total(Counted.Total.CONNECTIONS_RESUMED)),
                SummaryDetails.byPage(measures),
                SummaryDetails.byAddress(measures),
                phases.read(),
                null,
                SummaryDetails.views(measures),
                SummaryDetails.timings(measures),
                measures.examples(),
                SummaryDetails.roaming(measures),
                SummaryDetails.h3Discovery(measures));
    }

    private static String text(InetSocketAddress address) {
        return address.getAddress() == null
                ? address.getHostString()
                : address.getAddress().getHostAddress();
    }
}
