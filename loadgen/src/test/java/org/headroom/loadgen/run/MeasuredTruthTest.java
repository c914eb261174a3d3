package org.headroom.loadgen.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.function.LongUnaryOperator;
import org.headroom.loadgen.page.Browsers;
import org.headroom.loadgen.page.LoadTarget;
import org.headroom.loadgen.page.PageReplayer;
import org.headroom.loadgen.page.PageTree;
import org.headroom.loadgen.page.RequestLimits;
import org.headroom.loadgen.page.Visitor;
import org.headroom.loadgen.record.ProtocolRecorder;
import org.headroom.loadgen.result.Latency;
import org.headroom.loadgen.schedule.RampThenConstant;
import org.headroom.loadgen.schedule.Schedule;
import org.headroom.loadgen.transport.Exchange;
import org.headroom.loadgen.transport.ExchangeListener;
import org.headroom.loadgen.transport.Outcome;
import org.headroom.loadgen.transport.Protocol;
import org.headroom.loadgen.transport.ResponseHead;
import org.headroom.loadgen.transport.Transport;
import org.headroom.loadgen.transport.VisitorConnections;
import org.headroom.loadgen.transport.WebRequest;
import org.headroom.scenarios.model.Page;
import org.junit.jupiter.api.Test;

/**
 * Hours of traffic on a fake clock against fake servers whose truth is computed independently: from the arrivals and the
 * server's rule alone, without anything that measures.
 */
class MeasuredTruthTest {
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000 * MILLI;
    private static final Duration HOUR = Duration.ofHours(1);
    /** The histograms keep three digits. */
    private static final double DIGITS = 0.002;

    @Test
    void aServerThatFreezesForASecondEveryTenShowsInFull() {
        Schedule arrivals = new RampThenConstant(97, Duration.ZERO, HOUR);
        LongUnaryOperator answeredAt = at -> {
            long inCycle = Math.floorMod(at, 10 * SECOND);
            boolean frozen = inCycle >= 9 * SECOND;
            return (frozen ? at - inCycle + 10 * SECOND : at) + 20 * MILLI;
        };
        assertTruth(replayed(arrivals, answeredAt, 0), truth(arrivals, answeredAt));
    }

    @Test
    void aKnownDistributionOfServiceTimesIsFoundAgain() {
        Schedule arrivals = new RampThenConstant(50, Duration.ZERO, HOUR);
        long[] service = new long[50 * 3600 + 1];
        Random random = new Random(7);
        Arrays.setAll(service, _ -> Math.round(80 * MILLI * Math.exp(0.9 * random.nextGaussian())));
        LongUnaryOperator answeredAt = at -> at + service[(int) Math.round(at * 50.0 / SECOND)];
        assertTruth(replayed(arrivals, answeredAt, 0), truth(arrivals, answeredAt));
    }

    @Test
    void theQueueBeforeAServerThatIsOverloadedAtTimesIsMeasuredFromTheIntendedStart() {
        Schedule arrivals = new RampThenConstant(40, Duration.ofMinutes(30), Duration.ofMinutes(10));
        List<Long> due = due(arrivals);
        // Lindley's recursion: who comes while the one server is busy waits until it is free.
        Random random = new Random(11);
        Map<Long, Long> answers = new HashMap<>();
        long free = 0;
        for (long at : due) {
            free = Math.max(free, at) + Math.round(24 * MILLI * -Math.log(1 - random.nextDouble()));
            answers.put(at, free);
        }
        LongUnaryOperator answeredAt = at -> answers.getOrDefault(at, at);
        assertTruth(replayed(arrivals, answeredAt, 0), truth(arrivals, answeredAt));
    }

    @Test
    void aGeneratorThatComesLateMakesItsPagesLate() {
        Schedule arrivals = new RampThenConstant(20, Duration.ZERO, Duration.ofMinutes(10));
        LongUnaryOperator steady = at -> at + 30 * MILLI;
        Latency measured = replayed(arrivals, steady, 12 * MILLI);
        assertThat(measured.p50()).isCloseTo(42, within(42 * DIGITS));
        assertThat(measured.p999()).isCloseTo(42, within(42 * DIGITS));
    }

    private static List<Long> due(Schedule arrivals) {
        List<Long> due = new ArrayList<>();
        OptionalLong next = arrivals.fireNanos(0);
        while (next.isPresent()) {
            due.add(next.getAsLong());
            next = arrivals.fireNanos(due.size());
        }
        return due;
    }

    private static long[] truth(Schedule arrivals, LongUnaryOperator answeredAt) {
        return due(arrivals).stream()
                .mapToLong(at -> answeredAt.applyAsLong(at) - at)
                .sorted()
                .toArray();
    }

    private static void assertTruth(Latency measured, long[] sorted) {
        assertPercentile(measured.p50(), sorted, 50);
        assertPercentile(measured.p90(), sorted, 90);
        assertPercentile(measured.p95(), sorted, 95);
        assertPercentile(measured.p99(), sorted, 99);
        assertPercentile(measured.p999(), sorted, 99.9);
        assertThat(measured.max())
                .isCloseTo((double) sorted[sorted.length - 1] / MILLI, within(measured.max() * DIGITS));
    }

    private static void assertPercentile(double measuredMillis, long[] sorted, double percentile) {
        int rank = Math.max(1, (int) Math.ceil(percentile / 100 * sorted.length));
        double trueMillis = (double) sorted[rank - 1] / MILLI;
        assertThat(measuredMillis)
                .as("p%s of %s", percentile, sorted.length)
                .isCloseTo(trueMillis, within(trueMillis * DIGITS));
    }

    /** Plays every arrival, {@code lateNanos} after it was due, on a clock that jumps from event to event. */
    private static Latency replayed(Schedule arrivals, LongUnaryOperator answeredAt, long lateNanos) {
        SimulatedServer server = new SimulatedServer(answeredAt);
        LoadTarget target = new LoadTarget(Map.of(
                "site",
                new LoadTarget.Endpoint(
                        "https",
                        "www.example.org",
                        443,
                        List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1)))));
        ProtocolRecorder recorder = new ProtocolRecorder(Protocol.H2, 0, Instant.EPOCH);
        Browsers browsers = new Browsers(server, target);
        PageTree page = new PageTree(new Page("front", "site", "/", 200, OptionalLong.empty(), List.of()));
        try (var pacer = Executors.newSingleThreadScheduledExecutor()) {
            PageReplayer replayer = new PageReplayer(
                    target, RequestLimits.DEFAULT, recorder, pacer, () -> server.nowNanos, "Headroom/test");
            List<Long> due = due(arrivals);
            for (long at : due) {
                server.runUntil(at + lateNanos);
                Visitor visitor = browsers.open();
                replayer.replay(page, visitor, at, _ -> visitor.close());
            }
            server.runUntil(Long.MAX_VALUE);
            recorder.cut(_ -> {}, _ -> {});
            assertThat(recorder.summary("fake").pages().count()).isEqualTo(due.size());
            return recorder.summary("fake").pages().latency();
        }
    }

    /** A fake: answers each request at the time that its rule gives for the time at which it came. */
    private static final class SimulatedServer implements Transport {
        private record Due(long atNanos, long sentNanos, WebRequest request, ExchangeListener listener) {}

        private final LongUnaryOperator answeredAt;
        private final PriorityQueue<Due> due = new PriorityQueue<>((a, b) -> Long.compare(a.atNanos(), b.atNanos()));
        private long nowNanos;

        SimulatedServer(LongUnaryOperator answeredAt) {
            this.answeredAt = answeredAt;
        }

        void runUntil(long nanos) {
            while (!due.isEmpty() && due.peek().atNanos() <= nanos) {
                Due next = due.remove();
                nowNanos = next.atNanos();
                next.listener()
                        .onDone(
                                new Exchange(
                                        next.request(),
                                        next.sentNanos(),
                                        next.sentNanos(),
                                        nowNanos,
                                        nowNanos,
                                        Exchange.ConnectionUse.reused(
                                                next.request().address()),
                                        0,
                                        ResponseHead.NONE,
                                        "",
                                        new Outcome.Answered(200),
                                        0),
                                0);
            }
            nowNanos = nanos;
        }

        @Override
        public VisitorConnections newVisitor() {
            return new VisitorConnections() {
                @Override
                public void send(WebRequest request, ExchangeListener listener) {
                    due.add(new Due(answeredAt.applyAsLong(nowNanos), nowNanos, request, listener));
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public Protocol protocol() {
            return Protocol.H2;
        }

        @Override
        public String name() {
            return "fake";
        }

        @Override
        public long openConnections() {
            return 0;
        }

        @Override
        public void close() {}
    }
}
