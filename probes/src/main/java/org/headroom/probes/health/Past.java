package org.headroom.probes.health;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
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

    /**
     * Counters of what happens once and must not be missed. Their values of a while ago are kept, too, so that each run of
     * that while tells of them: neither a run that nobody reads nor hysteresis uses them up.
     */
    private static final Set<String> EVENTS = Set.of("oom_kills_total", "oom_restarts_total", "hash_restarts_total");

    /** How long an event is told of, at least; at most twice as long. */
    private static final Duration LATELY = Duration.ofMinutes(30);

    private static final String ANCHOR = " @anchor";
    private static final String NEXT_ANCHOR = " @next-anchor";

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
                values.forEach((key, named) -> {
                    Seen seenNow = new Seen(now.time(), named);
                    next.put(key, seenNow);
                    keepEvents(next, key, seenNow);
                });
            }
        }
        return new Past(next);
    }

    private static void keepEvents(Map<String, Seen> next, String key, Seen now) {
        Map<String, Double> events = new HashMap<>(now.values());
        events.keySet().retainAll(EVENTS);
        if (events.isEmpty()) {
            return;
        }
        Seen current = new Seen(now.time(), events);
        Seen newer = next.get(key + NEXT_ANCHOR);
        if (newer == null || !newer.values().keySet().equals(events.keySet())) {
            next.put(key + ANCHOR, current);
            next.put(key + NEXT_ANCHOR, current);
        } else if (!now.time().isBefore(newer.time().plus(LATELY))) {
            next.put(key + ANCHOR, newer);
            next.put(key + NEXT_ANCHOR, current);
        }
    }

    /** An event counter as it was 30 to 60 minutes ago, or at the first time if that is less long ago. */
    Optional<Seen> aWhileAgo(String probe, String host) {
        return Optional.ofNullable(seen.get(probe + " " + host + ANCHOR));
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
