package org.headroom.loadgen.record;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * What a recorder gained in an interval, as data: it travels between machines and adds up without loss, histograms
 * bucket for bucket.
 *
 * @param coveredNanos up to when, from the recorder's time zero
 * @param lastDoneNanos end of the last page so far, from time zero; −1: none yet
 * @param times histograms of what was timed, by group and label, in HdrHistogram's compressed form
 * @param counts what counters gained, by group and label
 * @param seconds what seconds of the timeline gained
 */
public record RecorderDelta(
        long coveredNanos,
        long lastDoneNanos,
        Map<String, Map<String, byte[]>> times,
        Map<String, Map<String, Long>> counts,
        List<Second> seconds) {
    public RecorderDelta {
        times = Map.copyOf(times);
        counts = Map.copyOf(counts);
        seconds = List.copyOf(seconds);
    }

    /**
     * What one second gained; see {@link org.headroom.loadgen.result.TimelineSecond}.
     *
     * @param second from the recorder's time zero
     * @param openConnections gained, too: a later reading replaces an earlier one
     * @param generatorCpu as it is, 0 to 1: the highest of all machines counts
     */
    public record Second(
            long second,
            long offered,
            long started,
            long done,
            long failed,
            long requests,
            long bytes,
            long openConnections,
            double generatorCpu) {
        Second minus(Second before) {
            return new Second(
                    second,
                    offered - before.offered,
                    started - before.started,
                    done - before.done,
                    failed - before.failed,
                    requests - before.requests,
                    bytes - before.bytes,
                    openConnections - before.openConnections,
                    generatorCpu);
        }
    }

    /** Pages that became due in the interval. */
    public long offered() {
        return seconds.stream().mapToLong(Second::offered).sum();
    }

    /** Pages that ended in the interval, failed ones included. */
    public long done() {
        return seconds.stream().mapToLong(Second::done).sum();
    }

    static Histogram decode(byte[] encoded) {
        try {
            return Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(encoded), 0);
        } catch (DataFormatException e) {
            throw new IllegalArgumentException("not a compressed histogram", e);
        }
    }

    /** Collects a delta. */
    static final class Builder {
        private final Map<String, Map<String, byte[]>> times = new TreeMap<>();
        private final Map<String, Map<String, Long>> counts = new TreeMap<>();
        private final List<Second> seconds = new ArrayList<>();
        private ByteBuffer buffer = ByteBuffer.allocate(0);

        void time(String group, String label, Histogram interval) {
            if (interval.getTotalCount() > 0) {
                times.computeIfAbsent(group, _ -> new TreeMap<>()).put(label, encode(interval));
            }
        }

        private byte[] encode(Histogram interval) {
            int needed = interval.getNeededByteBufferCapacity();
            if (buffer.capacity() < needed) {
                buffer = ByteBuffer.allocate(needed);
            }
            buffer.clear();
            byte[] encoded = new byte[interval.encodeIntoCompressedByteBuffer(buffer)];
            buffer.flip();
            buffer.get(encoded);
            return encoded;
        }

        void counts(String group, Map<String, Long> gained) {
            if (!gained.isEmpty()) {
                counts.put(group, gained);
            }
        }

        void seconds(List<Second> gained) {
            seconds.addAll(gained);
        }

        RecorderDelta build(long coveredNanos, long lastDoneNanos) {
            return new RecorderDelta(coveredNanos, lastDoneNanos, times, counts, seconds);
        }
    }
}
