package org.headroom.loadgen.result;

/**
 * What the load generator itself used and lacked in the measured parts of a run.
 *
 * @param startDelay from intended to actual start of every page, in milliseconds
 * @param notStarted visits that were turned away because too many were open at once
 * @param udpDrops UDP datagrams that found a receive buffer full, in the generator's network namespace
 */
public record GeneratorSummary(
        Latency startDelay,
        long notStarted,
        Cpu cpu,
        GcPauses gcPauses,
        Descriptors descriptors,
        EphemeralPorts ephemeralPorts,
        long udpDrops) {
    /**
     * CPU, as shares from 0 to 1.
     *
     * @param cores processors that the generator may use; a fraction under a container's limit
     * @param mean of those cores
     * @param max of those cores, in the busiest second
     * @param machineMax of all the machine's cores by everything on it, in the busiest second
     * @param throttled of the periods of a container's limit, those in which it held the generator back
     */
    public record Cpu(double cores, double mean, double max, double machineMax, double throttled) {}

    /** Garbage collections that stopped everything, in milliseconds. */
    public record GcPauses(long count, double total, double max) {}

    /** File descriptors, sockets included: the most in use at once, and the limit. */
    public record Descriptors(long max, long limit) {}

    /**
     * Local ports for outgoing connections.
     *
     * @param available per destination
     * @param tcpSockets the most at once in the generator's network namespace, those in TIME_WAIT included
     * @param exhausted connections that found none
     */
    public record EphemeralPorts(long available, long tcpSockets, long exhausted) {}
}
