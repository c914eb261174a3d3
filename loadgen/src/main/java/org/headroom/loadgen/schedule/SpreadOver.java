package org.headroom.loadgen.schedule;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * A fixed number of arrivals, evenly over a ramp: the start of a closed model, whose visitors then stay.
 *
 * @param visitors how many, at least 1
 * @param ramp time over which they come, may be zero
 */
public record SpreadOver(int visitors, Duration ramp) implements Schedule {
    public SpreadOver {
        if (visitors < 1) {
            throw new IllegalArgumentException("at least one visitor is needed: " + visitors);
        }
    }

    @Override
    public OptionalLong fireNanos(long index) {
        return index < visitors ? OptionalLong.of(ramp.toNanos() / visitors * index) : OptionalLong.empty();
    }

    @Override
    public Duration length() {
        return ramp;
    }
}
