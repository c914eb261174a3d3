package org.headroom.loadgen.schedule;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * Arrivals along a curve, evenly spaced: arrival n is due when the integral of the rate reaches n.
 *
 * @param curve the rate
 */
public record EvenArrivals(ArrivalCurve curve) implements Schedule {
    @Override
    public OptionalLong fireNanos(long index) {
        return index < curve.count() ? OptionalLong.of(curve.nanosAt((double) index)) : OptionalLong.empty();
    }

    @Override
    public Duration length() {
        return curve.length();
    }
}
