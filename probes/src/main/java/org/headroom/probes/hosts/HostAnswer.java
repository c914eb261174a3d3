package org.headroom.probes.hosts;

/** What came back from a host. */
public sealed interface HostAnswer {
    /** The helper ran. */
    record Looked(HostFacts facts) implements HostAnswer {}

    /**
     * It did not: no way to the host, or not in time.
     *
     * @param reached false only when the host itself seems to be away; what is wrong with the way to it (no name,
     *     login refused, no perl) says nothing of the host
     * @param problem what happened
     * @param advice what to do about it
     */
    record Unreachable(boolean reached, String problem, String advice) implements HostAnswer {}
}
