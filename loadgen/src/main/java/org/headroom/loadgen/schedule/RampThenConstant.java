package org.headroom.loadgen.schedule;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * Arrivals that climb linearly from nothing to a rate and then keep it, evenly spaced.
 *
 * <p>With rate r and ramp R the number of arrivals due by time t is N(t) = r·t²/(2R) while t ≤ R and
 * r·R/2 + r·(t−R) after it; arrival n is due when N(t) = n.
 *
 * @param perSecond arrivals a second after the ramp, greater than 0
 * @param ramp time of the climb, may be zero
 * @param hold time at the full rate after the ramp
 */
public record RampThenConstant(double perSecond, Duration ramp, Duration hold) implements Schedule {
    private static final double NANOS = 1e9;

    public RampThenConstant {
        if (!(perSecond > 0) || Double.isInfinite(perSecond)) {
            throw new IllegalArgumentException("rate must be greater than 0: " + perSecond);
        }
        if (ramp.isNegative() || hold.isNegative()) {
            throw new IllegalArgumentException("ramp and hold must not be negative");
        }
    }

    @Override
    public OptionalLong fireNanos(long index) {
        double rampSeconds = ramp.toNanos() / NANOS;
        double inRamp = perSecond * rampSeconds / 2;
        double seconds = index < inRamp
                ? Math.sqrt(2 * rampSeconds * index / perSecond)
                : rampSeconds + (index - inRamp) / perSecond;
        long nanos = Math.round(seconds * NANOS);
        return nanos < length().toNanos() ? OptionalLong.of(nanos) : OptionalLong.empty();
    }

    @Override
    public Duration length() {
        return ramp.plus(hold);
    }
}
