package org.headroom.loadgen.schedule;

import java.util.OptionalLong;

/**
 * How a machine enters a run.
 *
 * @param share which arrivals are its own
 * @param agreedZeroNanos {@link System#nanoTime()} of this machine from which the arrivals count; empty: as soon as
 *     possible
 */
public record Entry(Share share, OptionalLong agreedZeroNanos) {
    /** All arrivals, as soon as possible. */
    public static final Entry ALONE = new Entry(Share.WHOLE, OptionalLong.empty());

    /**
     * Time zero of the arrivals. An agreed time holds even when it has passed: then the first arrivals are late, which
     * is measured as any other delay of the generator.
     *
     * @param soonestNanos when this machine is ready
     */
    public long zeroNanos(long soonestNanos) {
        return agreedZeroNanos.orElse(soonestNanos);
    }
}
