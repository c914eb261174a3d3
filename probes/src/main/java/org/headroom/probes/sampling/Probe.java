package org.headroom.probes.sampling;

import java.time.Duration;
import org.headroom.probes.reading.Sample;

/**
 * One source of readings: one daemon on one host.
 *
 * <p>A probe may remember its last sample, to turn counters into rates; it is never asked twice at once. It never
 * throws for what its target does: that is a {@link Sample.Failed}.
 */
public interface Probe {
    /** Which probe: {@code apache}, {@code fpm}, {@code generator}. */
    String name();

    /** What it looks at, as readings name it: {@code origin1}, or {@code origin1/www} for an FPM pool. */
    String host();

    /** Reads once; blocks for no longer than {@code deadline} if it can help it. */
    Sample sample(Duration deadline);
}
