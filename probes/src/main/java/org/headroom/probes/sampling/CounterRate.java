package org.headroom.probes.sampling;

import java.util.OptionalDouble;

/**
 * Turns a counter that only grows into a rate.
 *
 * <p>rate = (counter<sub>now</sub> − counter<sub>before</sub>) / (time<sub>now</sub> − time<sub>before</sub>). There is
 * no rate at the first sample, nor when the counter went back: the daemon was restarted, and what it counted in between
 * is unknown.
 */
public final class CounterRate {
    private double lastCounter = Double.NaN;
    private long lastNanos;

    /** The rate per second since the last call, {@code nanos} being of a monotonic clock. */
    public OptionalDouble perSecond(double counter, long nanos) {
        double grown = counter - lastCounter;
        double seconds = (nanos - lastNanos) / 1e9;
        lastCounter = counter;
        lastNanos = nanos;
        return grown >= 0 && seconds > 0 ? OptionalDouble.of(grown / seconds) : OptionalDouble.empty();
    }
}
