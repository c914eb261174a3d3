package org.headroom.probes.reading;

import java.time.Instant;

/**
 * A probe that could not read.
 *
 * @param problem what happened, where
 * @param advice what to do about it
 * @param cause of what kind it was, for rules that must tell one from the other
 */
public record ProbeFailure(Instant time, String probe, String host, String problem, String advice, Cause cause) {
    /** Kinds of failures. */
    public enum Cause {
        /** Nothing came in time, or no packet gets there. */
        SILENT,
        /** The machine is there, and nobody listens. */
        REFUSED,
        /** It answered that something behind it is broken: 5xx. */
        BROKEN,
        /** Anything else: not allowed, not found, not understood. */
        OTHER
    }

    /** One of no special kind. */
    public ProbeFailure(Instant time, String probe, String host, String problem, String advice) {
        this(time, probe, host, problem, advice, Cause.OTHER);
    }
}
