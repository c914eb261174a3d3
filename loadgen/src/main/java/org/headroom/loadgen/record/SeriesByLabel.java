package org.headroom.loadgen.record;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.HdrHistogram.Histogram;

/** Latency series by label (page name, resource kind, address). */
final class SeriesByLabel {
    private final String tagPrefix;
    private final Map<String, LatencySeries> series = new ConcurrentSkipListMap<>();

    SeriesByLabel(String tagPrefix) {
        this.tagPrefix = tagPrefix;
    }

    void record(String label, long nanos) {
        series.computeIfAbsent(label, name -> new LatencySeries(tagPrefix + tagSafe(name)))
                .record(nanos);
    }

    void cut(Consumer<Histogram> intervals) {
        series.values().forEach(one -> intervals.accept(one.cut()));
    }

    Map<String, LatencySeries> read() {
        return series;
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
