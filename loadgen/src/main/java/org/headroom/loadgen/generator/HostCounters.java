package org.headroom.loadgen.generator;

/**
 * Counters of this process and its host at one moment. What grows counts from some start; only differences mean
 * anything. What the system does not tell is 0.
 *
 * @param nanos of a monotonic clock
 * @param cpuNanos CPU time of this process
 * @param cores processors that this process may use; a fraction under a container's limit
 * @param periods scheduling periods of the container's CPU limit in which something ran
 * @param throttledPeriods those in which it was held back by the limit
 * @param machineBusyNanos CPU time of everything on the machine
 * @param machineCores all processors of the machine
 * @param openFiles descriptors in use, sockets included
 * @param fileLimit descriptors that this process may have
 * @param localPorts ports that the system gives to outgoing connections, per destination
 * @param tcpSockets TCP sockets of this network namespace, those in TIME_WAIT included
 * @param datagramsIn UDP datagrams received in this network namespace
 * @param datagramsDropped UDP datagrams dropped because a receive buffer was full
 */
public record HostCounters(
        long nanos,
        long cpuNanos,
        double cores,
        long periods,
        long throttledPeriods,
        long machineBusyNanos,
        int machineCores,
        long openFiles,
        long fileLimit,
        long localPorts,
        long tcpSockets,
        long datagramsIn,
        long datagramsDropped) {
    /** Where they are read. */
    public interface Source {
        /** Those of now. */
        HostCounters now();
    }
}
