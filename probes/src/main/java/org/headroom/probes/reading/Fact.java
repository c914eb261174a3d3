package org.headroom.probes.reading;

/**
 * Something that a probe read which is no number: a state, a version, an identifier.
 *
 * @param probe which probe: galera, gluster, host, …
 * @param host which machine, pool or volume, as the stack file names it
 * @param name snake case, e.g. {@code cluster_status}
 * @param text as the daemon said it; never a secret
 */
public record Fact(String probe, String host, String name, String text) {}
