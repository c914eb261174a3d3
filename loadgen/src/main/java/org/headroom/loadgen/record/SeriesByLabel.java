package org.headroom.loadgen.record;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.HdrHistogram.Histogram;

/** Latency series by label (page name, resource kind, address). */
final class SeriesByLabel {
    private final UnaryOperator<String> tags;
    private final Map<String, LatencySeries> series = new ConcurrentHashMap<>();

    SeriesByLabel(UnaryOperator<String> tags) {
        this.tags = tags;
    }

    void record(String label, long nanos) {
        of(label).record(nanos);
    }

    LatencySeries of(String label) {
        // Asked first, since computeIfAbsent locks even for what is there.
        LatencySeries known = series.get(label);
        return known == null
                ? series.computeIfAbsent(label, name -> new LatencySeries(tagSafe(tags.apply(name))))
                : known;
    }

    /** Cuts every series; the label is as recorded. */
    void cut(BiConsumer<String, Histogram> intervals) {
        new TreeMap<>(series).forEach((label, one) -> intervals.accept(label, one.cut()));
    }

    /** By label, sorted. */
    Map<String, LatencySeries> read() {
        return new TreeMap<>(series);
    }

    Histogram sum(Predicate<String> labels) {
        Histogram sum = LatencySeries.empty();
        series.forEach((label, one) -> {
            if (labels.test(label)) {
                sum.add(one.total());
            }
        });
        return sum;
    }

    Histogram sum(Optional<String> label) {
        return sum(name -> label.isEmpty() || label.get().equals(name));
    }

    /** The log format has no room for commas, spaces and line breaks in a tag. */
    private static String tagSafe(String label) {
        return label.replaceAll("[,\\s]", "_");
    }
}
