package org.headroom.probes.hosts;

/** What came back from a host. */
public sealed interface HostAnswer {
    /** The helper ran. */
    record Looked(HostFacts facts) implements HostAnswer {}

    /**
     * It did not: no way to the host, or not in time.
     *
     * @param reached whether anything answered there; false: the host itself seems to be away
     * @param problem what happened
     * @param advice what to do about it
     */
    record Unreachable(boolean reached, String problem, String advice) implements HostAnswer {}
}
