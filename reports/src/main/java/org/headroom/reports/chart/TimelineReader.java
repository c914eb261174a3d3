package org.headroom.reports.chart;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.headroom.loadgen.result.RunResult;
import org.headroom.loadgen.result.TimelineSecond;
import org.headroom.probes.reading.Reading;
import org.headroom.reports.chart.Timeline.Bucket;
import org.headroom.reports.chart.Timeline.Phase;

/** Puts the seconds of a run and the readings of its probes into the same buckets. */
public final class TimelineReader {
    /** More bars than this cannot be told apart on a page. */
    private static final int MOST_BUCKETS = 180;

    private static final int[] LENGTHS = {1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600};

    /** A reading with a wrong clock must not stretch the axis to its year. */
    private static final Duration MARGIN = Duration.ofSeconds(30);

    private final List<TimelineSecond> seconds;
    private final List<Reading> readings;
    private final Instant start;
    private final int length;
    private final int count;

    private TimelineReader(List<TimelineSecond> seconds, List<Reading> readings) {
        this.seconds = seconds;
        this.start = second(seconds.getFirst().time());
        var end = second(seconds.getLast().time());
        this.readings = readings.stream()
                .filter(r -> !r.time().isBefore(start) && r.time().isBefore(end.plus(MARGIN)))
                .toList();
        var last = this.readings.stream().map(Reading::time).reduce(end, (a, b) -> a.isAfter(b) ? a : b);
        var span = ChronoUnit.SECONDS.between(start, last) + 1;
        this.length = length(span);
        this.count = Math.toIntExact((span + length - 1) / length);
    }

    /** The timeline; empty when the run recorded none. */
    public static Optional<Timeline> read(RunResult result, List<Reading> readings) {
        var seconds = result.timeline().stream()
                .sorted(Comparator.comparing(TimelineSecond::time).thenComparing(TimelineSecond::protocol))
                .toList();
        return seconds.isEmpty()
                ? Optional.empty()
                : Optional.of(new TimelineReader(seconds, readings)
                        .timeline(result.info().protocols()));
    }

    private Timeline timeline(List<String> asked) {
        var seen = seconds.stream().map(TimelineSecond::protocol).distinct().toList();
        var protocols = Stream.concat(asked.stream().filter(seen::contains), seen.stream())
                .distinct()
                .toList();
        var phases = protocols.stream()
                .map(this::phase)
                .sorted(Comparator.comparingLong(Phase::fromSeconds).thenComparing(Phase::protocol))
                .toList();
        var apart = Timeline.oneAfterTheOther(phases);
        var perBucket = seconds.stream().collect(Collectors.groupingBy(s -> bucketOf(s.time())));
        var buckets = IntStream.range(0, count)
                .mapToObj(i -> bucket(i, perBucket.getOrDefault(i, List.of()), apart ? protocols : List.of()))
                .toList();
        var lanes = new LaneReader(count, this::bucketOf).lanes(readings, seconds);
        var series = apart ? protocols : List.of(String.join(" + ", protocols));
        return new Timeline(start, length, series, buckets, phases, lanes);
    }

    /** What is offered is a sum over protocols that run together, so what is done must be one too: none to tell apart. */
    private Bucket bucket(int index, List<TimelineSecond> in, List<String> apart) {
        var done = new ArrayList<OptionalDouble>();
        for (var protocol : apart) {
            var own = in.stream().filter(s -> s.protocol().equals(protocol)).toList();
            done.add(rate(own, TimelineSecond::done));
        }
        if (apart.isEmpty()) {
            done.add(rate(in, TimelineSecond::done));
        }
        return new Bucket(
                (long) index * length, rate(in, TimelineSecond::offered), done, rate(in, TimelineSecond::failed));
    }

    private static OptionalDouble rate(List<TimelineSecond> in, ToLongFunction<TimelineSecond> value) {
        var recorded = new HashSet<Instant>();
        in.forEach(s -> recorded.add(second(s.time())));
        return recorded.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) in.stream().mapToLong(value).sum() / recorded.size());
    }

    private Phase phase(String protocol) {
        var own = seconds.stream().filter(s -> s.protocol().equals(protocol)).toList();
        return new Phase(
                protocol, offset(own.getFirst().time()), offset(own.getLast().time()) + 1);
    }

    private int bucketOf(Instant time) {
        return Math.toIntExact(offset(time) / length);
    }

    private long offset(Instant time) {
        return ChronoUnit.SECONDS.between(start, second(time));
    }

    private static Instant second(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }

    private static int length(long span) {
        for (var length : LENGTHS) {
            if (span <= (long) length * MOST_BUCKETS) {
                return length;
            }
        }
        var hours = (span + 3600L * MOST_BUCKETS - 1) / (3600L * MOST_BUCKETS);
        return Math.toIntExact(hours * 3600);
    }
}
