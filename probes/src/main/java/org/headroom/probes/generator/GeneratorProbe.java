package org.headroom.probes.generator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.headroom.probes.reading.Sample;
import org.headroom.probes.sampling.Probe;
import org.headroom.probes.sampling.ReadingList;

/**
 * The load generator's own health: whether it could still do what was asked of it.
 *
 * <p>cpu_ratio = process CPU time / (wall time × cores), gc_ratio = time in collections / wall time, both since the last
 * sample. The scheduling delay is whoever fires the arrivals' to tell: how late they were.
 */
public final class GeneratorProbe implements Probe {
    private final Supplier<JvmCounters> counters;
    private final DoubleSupplier schedulingDelaySeconds;
    private final Clock clock;
    private JvmCounters last;

    public GeneratorProbe(Supplier<JvmCounters> counters, DoubleSupplier schedulingDelaySeconds, Clock clock) {
        this.counters = counters;
        this.schedulingDelaySeconds = schedulingDelaySeconds;
        this.clock = clock;
        this.last = counters.get();
    }

    @Override
    public String name() {
        return "generator";
    }

    @Override
    public String host() {
        return "generator";
    }

    @Override
    public Sample sample(Duration deadline) {
        JvmCounters now = counters.get();
        ReadingList list = new ReadingList(Instant.now(clock), this);
        double wallNanos = now.nanos() - last.nanos();
        if (wallNanos > 0) {
            double cpuRatio = (now.cpuNanos() - last.cpuNanos()) / (wallNanos * now.cores());
            list.add("cpu_ratio", Math.clamp(cpuRatio, 0, 1), "ratio");
            double gcRatio = (now.gcMillis() - last.gcMillis()) * 1e6 / wallNanos;
            list.add("gc_ratio", Math.clamp(gcRatio, 0, 1), "ratio");
        }
        list.add("platform_threads", now.threads(), "count");
        if (now.openFiles() >= 0) {
            list.add("open_files", (double) now.openFiles(), "count");
        }
        list.add("heap_used", (double) now.heapBytes(), "bytes");
        list.add("scheduling_delay", schedulingDelaySeconds.getAsDouble(), "seconds");
        last = now;
        return new Sample.Readings(list.toList());
    }
}
