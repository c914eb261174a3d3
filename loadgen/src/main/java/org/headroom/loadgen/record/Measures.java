package org.headroom.loadgen.record;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/**
 * The whole state of a recorder: named latency series, named counters and the seconds of the run. Everything in it can
 * be added up, so what several recorders saw of one run merges without loss.
 */
final class Measures {
    /** The one label of groups that have no labels. */
    static final String ALL = "all";

    private final Map<Timed, SeriesByLabel> times = new EnumMap<>(Timed.class);
    private final Map<Counted, LabelCounts> counts = new EnumMap<>(Counted.class);
    private final Timeline timeline;

    Measures(String protocol, Timeline timeline) {
        this.timeline = timeline;
        for (Timed timed : Timed.values()) {
            times.put(timed, new SeriesByLabel(label -> timed.tag(protocol, label)));
        }
        for (Counted counted : Counted.values()) {
            counts.put(counted, new LabelCounts());
        }
    }

    /** Records wait-free; longer than an hour counts as an hour. */
    void time(Timed what, String label, long nanos) {
        of(what).record(label, nanos);
    }

    void count(Counted what, String label, long by) {
        of(what).add(label, by);
    }

    void count(Counted.Total total, long by) {
        of(Counted.TOTAL).add(total.name(), by);
    }

    /** Keeps the words of the first failure of a kind. */
    void example(String kind, String words) {
        if (of(Counted.EXAMPLE).hasNone(kind + " ")) {
            of(Counted.EXAMPLE).add(kind + " " + words);
        }
    }

    /** By kind of failure, words of one. */
    Map<String, String> examples() {
        Map<String, String> examples = new TreeMap<>();
        of(Counted.EXAMPLE).read().keySet().forEach(label -> {
            int blank = label.indexOf(' ');
            examples.putIfAbsent(label.substring(0, blank), label.substring(blank + 1));
        });
        return examples;
    }

    long total(Counted.Total total) {
        return of(Counted.TOTAL).of(total.name());
    }

    SeriesByLabel of(Timed what) {
        return Objects.requireNonNull(times.get(what));
    }

    LabelCounts of(Counted what) {
        return Objects.requireNonNull(counts.get(what));
    }

    Timeline timeline() {
        return timeline;
    }

    /** Cuts the interval of every series; those of {@code logged} also go there. One thread at a time. */
    void cut(Map<Timed, Consumer<Histogram>> logged) {
        times.forEach((what, series) -> {
            Consumer<Histogram> log = logged.getOrDefault(what, _ -> {});
            series.cut((_, interval) -> log.accept(interval));
        });
    }

    /** Cuts the interval of every series and takes what every counter gained. One thread at a time. */
    void takeDelta(RecorderDelta.Builder delta) {
        times.forEach((what, series) -> series.cut((label, interval) -> delta.time(what.name(), label, interval)));
        counts.forEach((what, labels) -> delta.counts(what.name(), labels.takeDelta()));
        delta.seconds(timeline.takeDelta());
    }

    /** Adds what another recorder's state gained. */
    void add(RecorderDelta delta) {
        delta.times().forEach((what, labels) -> {
            SeriesByLabel series = of(Timed.valueOf(what));
            labels.forEach((label, encoded) -> series.of(label).add(RecorderDelta.decode(encoded)));
        });
        delta.counts().forEach((what, labels) -> labels.forEach(of(Counted.valueOf(what))::add));
        delta.seconds().forEach(timeline::add);
    }
}
