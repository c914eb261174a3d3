package org.headroom.loadgen.record;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts by label, sorted by label when read. */
final class LabelCounts {
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private final Map<String, Long> taken = new ConcurrentHashMap<>();

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

    /** Whether no label begins so; for few labels. */
    boolean hasNone(String beginning) {
        return counts.keySet().stream().noneMatch(label -> label.startsWith(beginning));
    }

    long sum() {
        return counts.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** What was added since the last call; labels without change are left out. One thread at a time. */
    Map<String, Long> takeDelta() {
        Map<String, Long> delta = new TreeMap<>();
        counts.forEach((label, count) -> {
            long now = count.sum();
            Long before = taken.put(label, now);
            if (before == null || before != now) {
                delta.put(label, before == null ? now : now - before);
            }
        });
        return delta;
    }

    Map<String, Long> read() {
        Map<String, Long> sorted = new TreeMap<>();
        counts.forEach((label, count) -> sorted.put(label, count.sum()));
        return sorted;
    }
}
