package org.headroom.reports.chart;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToIntFunction;
import org.headroom.loadgen.result.TimelineSecond;
import org.headroom.probes.reading.Reading;
import org.headroom.reports.chart.Timeline.Lane;

/** Picks the readings that say how full a tier is, a lane for each host, in the order of the request's way. */
final class LaneReader {
    private static final List<Kind> KINDS = List.of(
            new Kind("apache", "busy_ratio", "Apache workers busy", true),
            new Kind("fpm", "busy_ratio", "PHP-FPM children busy", true),
            new Kind("fpm", "listen_queue", "PHP-FPM requests queued", false),
            new Kind("generator", "cpu_ratio", "Load generator CPU", true));

    private final int buckets;
    private final ToIntFunction<Instant> bucketOf;

    LaneReader(int buckets, ToIntFunction<Instant> bucketOf) {
        this.buckets = buckets;
        this.bucketOf = bucketOf;
    }

    private record Kind(String probe, String name, String title, boolean ratio) {
        boolean fits(Reading reading) {
            return reading.probe().equals(probe)
                    && reading.name().equals(name)
                    && Double.isFinite(reading.value())
                    && reading.value() >= 0;
        }
    }

    List<Lane> lanes(List<Reading> readings, List<TimelineSecond> seconds) {
        var lanes = new ArrayList<Lane>();
        for (var kind : KINDS) {
            var own = readings.stream().filter(kind::fits).toList();
            var hosts = own.stream().map(Reading::host).distinct().sorted().toList();
            for (var host : hosts) {
                var title = hosts.size() > 1 ? kind.title() + ", " + host : kind.title();
                lanes.add(lane(
                        title,
                        kind.ratio(),
                        own.stream().filter(r -> r.host().equals(host)).toList()));
            }
            if (hosts.isEmpty() && kind.probe().equals("generator")) {
                lanes.add(generator(kind.title(), seconds));
            }
        }
        return lanes;
    }

    private Lane lane(String title, boolean ratio, List<Reading> readings) {
        var highest = empty();
        readings.forEach(r -> raise(highest, r.time(), r.value()));
        return new Lane(title, ratio, Arrays.asList(highest));
    }

    /** The recorder notes the generator's CPU every second, so this lane exists even when no probe ran. */
    private Lane generator(String title, List<TimelineSecond> seconds) {
        var highest = empty();
        seconds.forEach(s -> raise(highest, s.time(), s.generatorCpu()));
        return new Lane(title, true, Arrays.asList(highest));
    }

    private OptionalDouble[] empty() {
        var values = new OptionalDouble[buckets];
        Arrays.fill(values, OptionalDouble.empty());
        return values;
    }

    private void raise(OptionalDouble[] highest, Instant time, double value) {
        var bucket = bucketOf.applyAsInt(time);
        highest[bucket] = OptionalDouble.of(Math.max(highest[bucket].orElse(value), value));
    }
}
