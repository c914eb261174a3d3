package org.headroom.loadgen.record;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts by label, sorted by label when read. */
final class LabelCounts {
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    void add(String label) {
        add(label, 1);
    }

    void add(String label, long by) {
        // Asked first, since computeIfAbsent locks even for what is there.
        LongAdder known = counts.get(label);
        (known == null ? counts.computeIfAbsent(label, _ -> new LongAdder()) : known).add(by);
    }

    long of(String label) {
        LongAdder count = counts.get(label);
        return count == null ? 0 : count.sum();
    }

    long sum() {
        return counts.values().stream().mapToLong(LongAdder::sum).sum();
    }

    Map<String, Long> read() {
        Map<String, Long> sorted = new TreeMap<>();
        counts.forEach((label, count) -> sorted.put(label, count.sum()));
        return sorted;
    }
}
