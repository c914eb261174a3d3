package org.headroom.loadgen.record;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import org.headroom.loadgen.result.TimelineSecond;
import org.jspecify.annotations.Nullable;

/**
 * Counts per second of one protocol, each event in the second of its own time: an arrival that the generator was late
 * for still counts in the second in which it was due.
 */
final class Timeline {
    private static final long SECOND = 1_000_000_000L;

    private final String protocol;
    private final long zeroNanos;
    private final Instant zero;
    private final ConcurrentSkipListMap<Long, Counts> seconds = new ConcurrentSkipListMap<>();
    /** Nearly every event falls into the second of the one before. */
    private volatile @Nullable Numbered latest;

    private record Numbered(long second, Counts counts) {}

    Timeline(String protocol, long zeroNanos, Instant zero) {
        this.protocol = protocol;
        this.zeroNanos = zeroNanos;
        this.zero = zero;
    }

    Counts at(long nanos) {
        long second = Math.floorDiv(nanos - zeroNanos, SECOND);
        Numbered mine = latest;
        if (mine == null || mine.second() != second) {
            mine = new Numbered(second, seconds.computeIfAbsent(second, _ -> new Counts()));
            latest = mine;
        }
        return mine.counts();
    }

    /** Adds what another machine counted; its second n is this one's second n. */
    void add(RecorderDelta.Second more) {
        Counts counts = seconds.computeIfAbsent(more.second(), _ -> new Counts());
        counts.offered.add(more.offered());
        counts.started.add(more.started());
        counts.done.add(more.done());
        counts.failed.add(more.failed());
        counts.requests.add(more.requests());
        counts.bytes.add(more.bytes());
        synchronized (counts) {
            counts.openConnections = counts.openConnections + more.openConnections();
            counts.generatorCpu = Math.max(counts.generatorCpu, more.generatorCpu());
        }
    }

    /** The highest share of its cores that a generator used in that second; 0 when nothing is known of it. */
    double generatorCpu(long second) {
        Counts counts = seconds.get(second);
        return counts == null ? 0 : counts.generatorCpu;
    }

    /** What every second gained since the last call. One thread at a time. */
    List<RecorderDelta.Second> takeDelta() {
        List<RecorderDelta.Second> delta = new ArrayList<>();
        seconds.forEach((second, counts) -> {
            RecorderDelta.Second now = counts.sums(second);
            RecorderDelta.Second before = counts.taken;
            if (!now.equals(before)) {
                counts.taken = now;
                delta.add(before == null ? now : now.minus(before));
            }
        });
        return delta;
    }

    List<TimelineSecond> rows() {
        return seconds.entrySet().stream()
                .map(entry -> entry.getValue().row(zero.plusSeconds(entry.getKey()), protocol))
                .toList();
    }

    /** One second. */
    static final class Counts {
        final LongAdder offered = new LongAdder();
        final LongAdder started = new LongAdder();
        final LongAdder done = new LongAdder();
        final LongAdder failed = new LongAdder();
        final LongAdder requests = new LongAdder();
        final LongAdder bytes = new LongAdder();
        volatile long openConnections;
        volatile double generatorCpu;
        private RecorderDelta.@Nullable Second taken;

        private RecorderDelta.Second sums(long second) {
            return new RecorderDelta.Second(
                    second,
                    offered.sum(),
                    started.sum(),
                    done.sum(),
                    failed.sum(),
                    requests.sum(),
                    bytes.sum(),
                    openConnections,
                    generatorCpu);
        }

        private TimelineSecond row(Instant time, String protocol) {
            return new TimelineSecond(
                    time,
                    protocol,
                    offered.sum(),
                    started.sum(),
                    done.sum(),
                    failed.sum(),
                    requests.sum(),
                    bytes.sum(),
                    openConnections,
                    generatorCpu);
        }
    }
}
