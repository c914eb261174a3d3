package org.headroom.loadgen.generator;

/** Watches the generator from its making until it is closed; whoever has it calls {@link #sample()} about every second. */
public final class GeneratorWatch implements AutoCloseable {
    /** A share of its cores from which on the generator counts as busy. */
    static final double BUSY = 0.90;

    private static final double NANOS = 1e9;
    /** Shorter times give no meaningful share of CPU. */
    private static final double SHORTEST_SAMPLE_SECONDS = 0.2;

    private final HostCounters.Source host;
    private final GcPauses pauses = new GcPauses();
    private HostCounters last;
    private GeneratorUse use = GeneratorUse.NONE;
    private double cpuShare;

    public GeneratorWatch(HostCounters.Source host) {
        this.host = host;
        this.last = host.now();
    }

    /** Takes in what happened since the last call; returns the share of its cores that the generator used, 0 to 1. */
    public synchronized double sample() {
        HostCounters now = host.now();
        double seconds = (now.nanos() - last.nanos()) / NANOS;
        if (seconds < SHORTEST_SAMPLE_SECONDS) {
            return cpuShare;
        }
        double cpuSeconds = (now.cpuNanos() - last.cpuNanos()) / NANOS;
        cpuShare = Math.clamp(cpuSeconds / (seconds * now.cores()), 0, 1);
        double machineSeconds = (now.machineBusyNanos() - last.machineBusyNanos()) / NANOS;
        double machineShare = now.machineCores() == 0 ? 0 : machineSeconds / (seconds * now.machineCores());
        GcPauses.Heard heard = pauses.take();
        use = use.plus(new GeneratorUse(
                seconds,
                1,
                cpuShare >= BUSY ? 1 : 0,
                cpuSeconds,
                cpuShare,
                now.cores(),
                now.periods() - last.periods(),
                now.throttledPeriods() - last.throttledPeriods(),
                Math.clamp(machineShare, 0, 1),
                heard.collections(),
                heard.pausedMillis(),
                heard.longestMillis(),
                now.openFiles(),
                now.fileLimit(),
                now.localPorts(),
                now.tcpSockets(),
                now.datagramsIn() - last.datagramsIn(),
                now.datagramsDropped() - last.datagramsDropped()));
        last = now;
        return cpuShare;
    }

    /** Everything up to the last sample. */
    public synchronized GeneratorUse use() {
        return use;
    }

    @Override
    public synchronized void close() {
        sample();
        pauses.close();
    }
}
