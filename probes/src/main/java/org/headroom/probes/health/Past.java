package org.headroom.probes.health;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.headroom.probes.reading.Reading;
import org.headroom.probes.reading.Sample;

/**
 * The numbers of the last time, by probe and host. A probe that did not answer keeps what it said before.
 *
 * @param seen by "probe host"
 */
public record Past(Map<String, Seen> seen) {
    /** What was not read for so long is forgotten. */
    private static final Duration FORGOTTEN = Duration.ofDays(30);

    /** Nothing was ever read. */
    public static final Past NONE = new Past(Map.of());

    /** What a probe said of a host. */
    public record Seen(Instant time, Map<String, Double> values) {
        public Seen {
            values = Map.copyOf(values);
        }
    }

    public Past {
        seen = Map.copyOf(seen);
    }

    /** The past, once now is over. */
    public Past after(Observations now) {
        Map<String, Seen> next = new HashMap<>(seen);
        next.values().removeIf(one -> one.time().isBefore(now.time().minus(FORGOTTEN)));
        for (ProbeAnswer answer : now.answers()) {
            if (answer.sample() instanceof Sample.Readings(List<Reading> readings, var _)) {
                Map<String, Map<String, Double>> values = new HashMap<>();
                readings.stream()
                        .filter(one -> Double.isFinite(one.value()))
                        .forEach(one -> values.computeIfAbsent(one.probe() + " " + one.host(), _ -> new HashMap<>())
                                .put(one.name(), one.value()));
                values.forEach((key, named) -> next.put(key, new Seen(now.time(), named)));
            }
        }
        return new Past(next);
    }

    /** A number of the last time. */
    public OptionalDouble value(String probe, String host, String name) {
        return Optional.ofNullable(seen.get(probe + " " + host))
                .map(one -> one.values().get(name))
                .map(OptionalDouble::of)
                .orElse(OptionalDouble.empty());
    }

    /** When that probe last answered for that host. */
    public Optional<Instant> time(String probe, String host) {
        return Optional.ofNullable(seen.get(probe + " " + host)).map(Seen::time);
    }
}
