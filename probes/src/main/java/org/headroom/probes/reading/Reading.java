package org.headroom.probes.reading;

import java.time.Instant;

/**
 * One measured value: a line of probes.jsonl.
 *
 * @param probe which probe: apache, fpm, generator, …
 * @param host which machine or pool instance, as the stack file names it
 * @param name snake case, e.g. {@code busy_workers}
 * @param unit {@code count}, {@code ratio}, {@code seconds}, {@code bytes} or {@code per_second}
 */
public record Reading(Instant time, String probe, String host, String name, double value, String unit) {}
