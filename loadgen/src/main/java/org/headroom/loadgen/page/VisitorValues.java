package org.headroom.loadgen.page;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/** What a visitor has to fill forms with: its number, what it took from pages, what it chose. */
final class VisitorValues {
    /** Something that a page need not have, and had not. */
    private static final Optional<String> LEFT_OUT = Optional.empty();

    private final long number;
    private final String run;
    private final Map<String, Optional<String>> values = new ConcurrentHashMap<>();

    /**
     * Values of a new visitor.
     *
     * @param number of the visitor in its run
     * @param run text that no other run has
     */
    VisitorValues(long number, String run) {
        this.number = number;
        this.run = run;
    }

    /** Empty when there is none, see {@link #knows}. */
    Optional<String> get(String name) {
        return switch (name) {
            case "number" -> Optional.of(Long.toString(number));
            case "unique" -> Optional.of(run + "-" + number);
            default -> values.getOrDefault(name, LEFT_OUT);
        };
    }

    /** Whether the visitor has that, or knows that it can do without. */
    boolean knows(String name) {
        return name.equals("number") || name.equals("unique") || values.containsKey(name);
    }

    void took(String name, Optional<String> value) {
        values.put(name, value);
    }

    /** Picks one of each: the same one for the same number, and nothing that goes by the numbers' own order. */
    void choose(Map<String, List<String>> choices) {
        choices.forEach((name, options) -> values.computeIfAbsent(
                name,
                _ -> Optional.of(
                        options.get(new SplittableRandom(number * 31 + name.hashCode()).nextInt(options.size())))));
    }
}
