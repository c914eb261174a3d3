package org.headroom.loadgen.generator;

/**
 * What the generator used over a time; adds up over times that follow each other.
 *
 * @param seconds wall time watched
 * @param samples how often it was looked at
 * @param busySamples of those, how often it used {@value GeneratorWatch#BUSY} of its cores or more
 * @param cpuSeconds CPU time of this process
 * @param cpuMax largest share of its cores in one sample, 0 to 1
 * @param cores processors that it may use
 * @param periods scheduling periods of a container's CPU limit
 * @param throttledPeriods those in which the limit held it back
 * @param machineMax largest share of all the machine's cores that everything on it used in one sample, 0 to 1
 * @param collections garbage collections
 * @param pausedMillis time that they stopped everything
 * @param longestPauseMillis the longest one
 * @param mostFiles descriptors in use, the most at once
 * @param fileLimit descriptors that it may have
 * @param localPorts ports for outgoing connections, per destination
 * @param mostTcpSockets TCP sockets, the most at once
 * @param datagramsIn UDP datagrams received in this network namespace
 * @param datagramsDropped UDP datagrams that found a receive buffer full
 */
public record GeneratorUse(
        double seconds,
        long samples,
        long busySamples,
        double cpuSeconds,
        double cpuMax,
        double cores,
        long periods,
        long throttledPeriods,
        double machineMax,
        long collections,
        double pausedMillis,
        double longestPauseMillis,
        long mostFiles,
        long fileLimit,
        long localPorts,
        long mostTcpSockets,
        long datagramsIn,
        long datagramsDropped) {
    /** Nothing watched yet. */
    public static final GeneratorUse NONE = new GeneratorUse(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** Mean CPU as a share of its cores, 0 to 1. */
    public double cpuMean() {
        return seconds > 0 && cores > 0 ? cpuSeconds / (seconds * cores) : 0;
    }

    /** Share of the time in which garbage collection stopped everything, 0 to 1. */
    public double pausedShare() {
        return seconds > 0 ? Math.min(1, pausedMillis / (seconds * 1000)) : 0;
    }

    /** Of the periods of a container's CPU limit, those in which it held the generator back, 0 to 1. */
    public double throttledShare() {
        return periods > 0 ? (double) throttledPeriods / periods : 0;
    }

    /** This and what came after it. */
    public GeneratorUse plus(GeneratorUse next) {
        return new GeneratorUse(
                seconds + next.seconds,
                samples + next.samples,
                busySamples + next.busySamples,
                cpuSeconds + next.cpuSeconds,
                Math.max(cpuMax, next.cpuMax),
                Math.max(cores, next.cores),
                periods + next.periods,
                throttledPeriods + next.throttledPeriods,
                Math.max(machineMax, next.machineMax),
                collections + next.collections,
                pausedMillis + next.pausedMillis,
                Math.max(longestPauseMillis, next.longestPauseMillis),
                Math.max(mostFiles, next.mostFiles),
                Math.max(fileLimit, next.fileLimit),
                Math.max(localPorts, next.localPorts),
                Math.max(mostTcpSockets, next.mostTcpSockets),
                datagramsIn + next.datagramsIn,
                datagramsDropped + next.datagramsDropped);
    }
}
