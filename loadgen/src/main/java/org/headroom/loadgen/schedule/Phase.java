package org.headroom.loadgen.schedule;

import java.time.Duration;
import java.util.List;

/**
 * A named part of a run: results are told for each.
 *
 * @param name unique among the phases of a curve
 * @param lines at least one
 */
public record Phase(String name, List<RateLine> lines) {
    public Phase {
        lines = List.copyOf(lines);
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("a phase has at least one line: " + name);
        }
    }

    /** Its time. */
    public Duration length() {
        return lines.stream().map(RateLine::length).reduce(Duration.ZERO, Duration::plus);
    }

    /** The integral of its rate. */
    public double arrivals() {
        return lines.stream().mapToDouble(RateLine::arrivals).sum();
    }

    /** Arrivals a second at its end. */
    public double lastPerSecond() {
        return lines.getLast().toPerSecond();
    }

    Phase times(double factor) {
        return new Phase(name, lines.stream().map(line -> line.times(factor)).toList());
    }
}
