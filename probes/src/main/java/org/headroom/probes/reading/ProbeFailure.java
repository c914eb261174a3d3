package org.headroom.probes.reading;

import java.time.Instant;

/**
 * A probe that could not read.
 *
 * @param problem what happened, where
 * @param advice what to do about it
 */
public record ProbeFailure(Instant time, String probe, String host, String problem, String advice) {}
