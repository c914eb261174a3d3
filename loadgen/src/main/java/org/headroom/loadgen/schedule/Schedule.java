package org.headroom.loadgen.schedule;

import java.time.Duration;
import java.util.OptionalLong;

/** When visitors arrive, as offsets from the start of the run. Pure: no clock, no state. */
public interface Schedule {
    /**
     * Offset of an arrival.
     *
     * @param index from 0
     * @return nanoseconds from the start, not falling with the index; empty when there are no more arrivals
     */
    OptionalLong fireNanos(long index);

    /** Time within which all arrivals fall. */
    Duration length();
}
