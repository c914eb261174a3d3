package org.headroom.lab;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.headroom.lab.plan.LabTopology;

/**
 * The stack as it is now.
 *
 * @param upAfter how long it took to come up; empty when it never quite did
 * @param faults those injected and not cleared
 * @param lines those that are slow, with their settings
 */
public record LabStatus(
        LabTopology topology,
        Optional<Duration> upAfter,
        List<HostStatus> hosts,
        List<String> faults,
        List<String> lines) {
    public LabStatus {
        hosts = List.copyOf(hosts);
        faults = List.copyOf(faults);
        lines = List.copyOf(lines);
    }

    /**
     * One host.
     *
     * @param pssBytes memory of all its processes, what they share with others counted in part
     * @param limitBytes of its memory cgroup
     * @param killed how many of its processes the kernel has killed for want of memory
     */
    public record HostStatus(
            String name,
            String address,
            boolean up,
            boolean connected,
            long pssBytes,
            Optional<Long> limitBytes,
            long killed,
            List<PartStatus> parts) {
        public HostStatus {
            parts = List.copyOf(parts);
        }
    }

    /**
     * One daemon, mount or brick.
     *
     * @param lacking why it does not serve; empty when it does
     * @param pid of its master, as this machine counts
     */
    public record PartStatus(
            String role, String address, State state, String lacking, Optional<Long> pid, long pssBytes) {}

    /** Whether a part runs. */
    public enum State {
        /** It runs and serves. */
        SERVING,
        /** It runs, but does not answer as it should. */
        SILENT,
        /** It was started and has ended, or was killed. */
        DEAD
    }

    /** Memory of all hosts. */
    public long pssBytes() {
        return hosts.stream().mapToLong(HostStatus::pssBytes).sum();
    }

    /** Whether every host is up and connected, and every part serves. */
    public boolean serving() {
        return hosts.stream()
                .allMatch(host -> host.up()
                        && host.connected()
                        && host.parts().stream().allMatch(part -> part.state() == State.SERVING));
    }
}
