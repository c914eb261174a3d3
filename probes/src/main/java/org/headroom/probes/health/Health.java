package org.headroom.probes.health;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.headroom.scenarios.stack.Stack;
import org.headroom.scenarios.stack.Threshold;
import org.headroom.scenarios.stack.ThresholdName;

/**
 * All that rules may look at.
 *
 * @param stack what should be there, and from when on it is in trouble
 * @param now what all probes answered
 * @param past what they answered the last time
 */
public record Health(Stack stack, Observations now, Past past) {
    /** A counter's growth is told of intervals up to this; whatever happened in longer ones is history. */
    private static final Duration LONGEST = Duration.ofHours(6);

    /** How bad a value is by the stack's threshold. */
    public Level level(ThresholdName name, double value) {
        Threshold threshold = stack.threshold(name);
        if (name.lowIsBad()) {
            return value <= threshold.critical()
                    ? Level.CRITICAL
                    : value <= threshold.warning() ? Level.WARNING : Level.OK;
        }
        return value >= threshold.critical() ? Level.CRITICAL : value >= threshold.warning() ? Level.WARNING : Level.OK;
    }

    /**
     * By how much a counter has grown since the last time; empty at the first time, after a restart (it went back) and
     * after a long pause.
     */
    public OptionalDouble grown(String probe, String host, String counter) {
        OptionalDouble current = now.value(probe, host, counter);
        OptionalDouble before = past.value(probe, host, counter);
        if (current.isEmpty() || before.isEmpty() || seconds(probe, host).isEmpty()) {
            return OptionalDouble.empty();
        }
        double grown = current.getAsDouble() - before.getAsDouble();
        return grown < 0 ? OptionalDouble.empty() : OptionalDouble.of(grown);
    }

    /**
     * How often an event happened lately, in the last hour or since the check before the last one if that is longer ago:
     * for the counters of {@link Past} that count events. Empty at the first time and after a long pause.
     */
    public OptionalDouble lately(String probe, String host, String counter) {
        OptionalDouble current = now.value(probe, host, counter);
        Optional<Past.Seen> before = past.aWhileAgo(probe, host)
                .filter(seen -> seen.values().containsKey(counter))
                .filter(seen -> Duration.between(seen.time(), now.time()).compareTo(LONGEST) <= 0);
        if (current.isEmpty() || before.isEmpty()) {
            // Checks that are hours apart: what has happened since the last one.
            return grown(probe, host, counter);
        }
        double grown = current.getAsDouble() - before.get().values().getOrDefault(counter, 0.0);
        // Counted anew since a restart, which was after that time.
        return OptionalDouble.of(grown < 0 ? current.getAsDouble() : grown);
    }

    /** {@link #grown} for each second of the interval. */
    public OptionalDouble rate(String probe, String host, String counter) {
        OptionalDouble grown = grown(probe, host, counter);
        OptionalDouble seconds = seconds(probe, host);
        return grown.isPresent() && seconds.isPresent()
                ? OptionalDouble.of(grown.getAsDouble() / seconds.getAsDouble())
                : OptionalDouble.empty();
    }

    /** Seconds since this probe last answered for that host, between 0.1 s and {@link #LONGEST}. */
    public OptionalDouble seconds(String probe, String host) {
        return past.time(probe, host)
                .map(time -> Duration.between(time, now.time()))
                .filter(span -> span.toMillis() >= 100 && span.compareTo(LONGEST) <= 0)
                .map(span -> OptionalDouble.of(span.toNanos() / 1e9))
                .orElse(OptionalDouble.empty());
    }
}
