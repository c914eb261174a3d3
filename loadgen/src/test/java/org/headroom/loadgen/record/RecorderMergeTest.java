package org.headroom.loadgen.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.HdrHistogram.Histogram;
import org.headroom.loadgen.page.PageView;
import org.headroom.loadgen.slo.Slo;
import org.headroom.loadgen.transport.Exchange;
import org.headroom.loadgen.transport.FailureKind;
import org.headroom.loadgen.transport.Outcome;
import org.headroom.loadgen.transport.Protocol;
import org.headroom.loadgen.transport.ResponseHead;
import org.headroom.loadgen.transport.WebRequest;
import org.headroom.scenarios.model.ResourceKind;

/** The law of distributed runs: what machines recorded adds up to what one machine would have recorded. */
class RecorderMergeTest {
    private static final long ZERO = 5_000_000_000L;
    private static final Instant START = Instant.parse("2026-11-26T00:00:00Z");
    private static final List<ResourceKind> KINDS = List.of(ResourceKind.values());
    private static final List<FailureKind> FAILURES = List.of(FailureKind.values());

    @Property(tries = 25)
    void aRecordingSplitOverMachinesAndMergedEqualsTheWhole(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 5) int machines,
            @ForAll @IntRange(max = 400) int events) {
        SplittableRandom random = new SplittableRandom(seed);
        ProtocolRecorder whole = recorder();
        ProtocolRecorder merged = recorder();
        List<ProtocolRecorder> parts = new ArrayList<>();
        for (int i = 0; i < machines; i++) {
            parts.add(recorder());
        }
        Map<String, Histogram> logged = new TreeMap<>();
        for (int i = 0; i < events; i++) {
            ProtocolRecorder part = parts.get(random.nextInt(machines));
            record(random.split(), whole, part);
            if (random.nextInt(10) == 0) {
                merged.add(part.takeDelta());
            }
            if (random.nextInt(20) == 0) {
                cut(merged, logged);
            }
        }
        parts.forEach(part -> merged.add(part.takeDelta()));
        cut(merged, logged);

        Map<String, Histogram> expected = new TreeMap<>();
        cut(whole, expected);
        assertThat(logged).as("bucket for bucket").isEqualTo(expected);
        assertThat(merged.summary("jetty")).isEqualTo(whole.summary("jetty"));
        assertThat(merged.timeline()).isEqualTo(whole.timeline());
        assertThat((Double) merged.startDelayP99Millis()).isEqualTo((Double) whole.startDelayP99Millis());
        for (Slo goal : Slo.parse("page.p95<1s,request.p99<1s,ttfb.p90<1s,errors<1%,errors[front]<1%")) {
            assertThat((Double) merged.observe(goal)).isEqualTo((Double) whole.observe(goal));
        }
    }

    private static ProtocolRecorder recorder() {
        return new ProtocolRecorder(Protocol.H2, ZERO, START);
    }

    /** Sums all intervals by tag, as a reader of the log would. */
    private static void cut(ProtocolRecorder recorder, Map<String, Histogram> logged) {
        recorder.cut(interval -> sum(logged, interval), interval -> sum(logged, interval));
    }

    private static void sum(Map<String, Histogram> logged, Histogram interval) {
        if (interval.getTotalCount() > 0) {
            logged.computeIfAbsent(interval.getTag(), _ -> LatencySeries.empty())
                    .add(interval);
        }
    }

    private static void record(SplittableRandom random, ProtocolRecorder... recorders) {
        long intended = ZERO + random.nextLong(60_000_000_000L);
        long done = intended + random.nextLong(1L << random.nextInt(10, 43));
        InetSocketAddress address = new InetSocketAddress("192.0.2." + random.nextInt(1, 4), 443);
        Optional<FailureKind> failure =
                random.nextInt(4) == 0 ? Optional.of(FAILURES.get(random.nextInt(FAILURES.size()))) : Optional.empty();
        boolean page = random.nextBoolean();
        PageView view = new PageView(
                random.nextBoolean() ? "front" : "a post, with é",
                intended,
                intended + random.nextLong(1000),
                done,
                address,
                failure);
        Exchange exchange = exchange(random, intended, done, address);
        ResourceKind kind = KINDS.get(random.nextInt(KINDS.size()));
        boolean differs = random.nextBoolean();
        for (ProtocolRecorder recorder : recorders) {
            if (page) {
                recorder.pageOffered(view.intendedNanos());
                recorder.pageStarted(view.intendedNanos(), view.startedNanos());
                recorder.pageDone(view);
            } else {
                recorder.requestDone(kind, exchange, failure, differs);
            }
        }
    }

    private static Exchange exchange(SplittableRandom random, long intended, long done, InetSocketAddress address) {
        WebRequest request = WebRequest.get("https", "localhost", 443, address, "/", List.of(), intended, 1);
        return new Exchange(
                request,
                intended,
                intended,
                random.nextBoolean() ? intended + (done - intended) / 2 : 0,
                done,
                new Exchange.ConnectionUse(address, random.nextBoolean(), random.nextBoolean(), 0, 0),
                random.nextLong(1_000_000),
                ResponseHead.NONE,
                "",
                new Outcome.Answered(random.nextBoolean() ? 200 : 503),
                0);
    }
}
