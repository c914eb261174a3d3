package org.headroom.probes.apache;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A parsed {@code server-status?auto} page.
 *
 * @param fields numbers by the names that Apache gives them
 * @param texts what is no number, by the same
 */
record ServerStatus(Map<String, Double> fields, Map<String, String> texts, Optional<Scoreboard> scoreboard) {
    ServerStatus {
        fields = Map.copyOf(fields);
        texts = Map.copyOf(texts);
    }

    /** The number of that name, if the page has it. */
    OptionalDouble field(String name) {
        Double value = fields.get(name);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** The text of that name, if the page has it. */
    Optional<String> text(String name) {
        return Optional.ofNullable(texts.get(name));
    }

    /** BusyWorkers, else counted from the scoreboard. */
    OptionalDouble busyWorkers() {
        OptionalDouble field = field("BusyWorkers");
        return field.isPresent() || scoreboard.isEmpty()
                ? field
                : OptionalDouble.of(scoreboard.get().busy());
    }

    /** IdleWorkers, else counted from the scoreboard. */
    OptionalDouble idleWorkers() {
        OptionalDouble field = field("IdleWorkers");
        return field.isPresent() || scoreboard.isEmpty()
                ? field
                : OptionalDouble.of(scoreboard.get().count('_'));
    }

    /**
     * Busy share of the workers there can be, 0 to 1.
     *
     * <p>busy_ratio = (busy + graceful) / slots. Workers of processes that finish up after a reload count as busy: they
     * hold slots that nobody else can have. The slots are the scoreboard's, which are MaxRequestWorkers on Apache
     * 2.4.71 and may be more on older versions: then the ratio reads too low, and a full Apache shows as 1 only if
     * ServerLimit × ThreadLimit = MaxRequestWorkers. Without a scoreboard (ExtendedStatus of a proxy, a page cut off)
     * they are busy + graceful + idle, which are the slots of the processes that run: then it reads too high.
     */
    OptionalDouble busyRatio() {
        OptionalDouble busy = busyWorkers();
        if (busy.isEmpty()) {
            return OptionalDouble.empty();
        }
        double taken = busy.getAsDouble() + field("GracefulWorkers").orElse(0);
        double slots = scoreboard.isPresent()
                ? scoreboard.get().slots()
                : taken + idleWorkers().orElse(0);
        return slots > 0 ? OptionalDouble.of(Math.min(1, taken / slots)) : OptionalDouble.empty();
    }
}
