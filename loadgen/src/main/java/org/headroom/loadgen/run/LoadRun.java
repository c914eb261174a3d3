package org.headroom.loadgen.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.HdrHistogram.Histogram;
import org.headroom.loadgen.generator.GeneratorUse;
import org.headroom.loadgen.generator.HostCounters;
import org.headroom.loadgen.generator.LinuxHost;
import org.headroom.loadgen.record.IntervalLogs;
import org.headroom.loadgen.record.IntervalSink;
import org.headroom.loadgen.record.ProtocolRecorder;
import org.headroom.loadgen.result.GeneratorSummary;
import org.headroom.loadgen.result.InjectorResult;
import org.headroom.loadgen.result.ProtocolSummary;
import org.headroom.loadgen.result.RunDirectory;
import org.headroom.loadgen.result.SloResult;
import org.headroom.loadgen.result.TimelineSecond;
import org.headroom.loadgen.slo.SloJudge;
import org.headroom.loadgen.transport.Protocol;
import org.headroom.loadgen.transport.Transport;
import org.jspecify.annotations.Nullable;

/** Plays a plan, protocol after protocol, into the logs of a run directory. */
public final class LoadRun implements LoadEngine {
    private final LoadPlan plan;
    private final TransportFactory transports;
    private final Recording recording;
    private final StartGate gate;
    private final RunListener listener;
    private final HostCounters.Source host = LinuxHost.ofThisProcess();
    private final AtomicReference<@Nullable ProtocolRun> current = new AtomicReference<>();
    private final List<ProtocolRun> runs = new CopyOnWriteArrayList<>();
    private volatile Instant start = Instant.now();
    private volatile boolean stopped;

    public LoadRun(LoadPlan plan, TransportFactory transports, RunDirectory directory, RunListener listener) {
        this(plan, transports, start -> logs(directory, start), listener, StartGate.OPEN);
    }

    /** A run that is one machine's part of a larger one. */
    public LoadRun(
            LoadPlan plan, TransportFactory transports, Recording recording, RunListener listener, StartGate gate) {
        this.plan = plan;
        this.transports = transports;
        this.recording = recording;
        this.listener = listener;
        this.gate = gate;
    }

    private static IntervalSink logs(RunDirectory directory, Instant start) throws IOException {
        Files.createDirectories(directory.path());
        return new IntervalLogs(directory.pagesLog(), directory.requestsLog(), start.toEpochMilli());
    }

    /** Where the intervals of a run go. */
    public interface Recording {
        /** Opened when the run starts, closed when it has ended. */
        IntervalSink open(Instant start) throws IOException;
    }

    /** Makes the transport of a protocol for one run. */
    public interface TransportFactory {
        /** A fresh one, to be closed by the caller. */
        Transport create(Protocol protocol) throws IOException;
    }

    /**
     * What was measured.
     *
     * @param generatorLimits see {@link org.headroom.loadgen.result.Summary}
     * @param generator what the generator used and lacked, over all protocols
     * @param problem why the run broke off by itself; empty: it did not
     * @param injectors see {@link org.headroom.loadgen.result.Summary}; empty for a run on this machine alone
     */
    public record Measured(
            List<ProtocolSummary> protocols,
            List<SloResult> slo,
            List<String> generatorLimits,
            GeneratorSummary generator,
            List<TimelineSecond> timeline,
            Instant start,
            Instant end,
            boolean interrupted,
            Optional<String> problem,
            List<InjectorResult> injectors) {}

    @Override
    public Measured execute() throws IOException, InterruptedException {
        start = Instant.now();
        Optional<String> problem = Optional.empty();
        try (IntervalSink logs = recording.open(start)) {
            for (Protocol protocol : plan.protocols()) {
                if (!stopped && problem.isEmpty()) {
                    problem = play(protocol, logs);
                }
            }
        }
        return measured(stopped, problem);
    }

    /** Plays one protocol's turn; returns what went wrong on our own side. */
    private Optional<String> play(Protocol protocol, IntervalSink logs) throws InterruptedException {
        try {
            ProtocolRun run = new ProtocolRun(plan, protocol, transports, host, listener, gate);
            runs.add(run);
            current.set(run);
            if (stopped) {
                run.stop();
            }
            run.execute(logs);
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.of(protocol.label() + ": " + e.getMessage());
        } finally {
            current.set(null);
        }
    }

    @Override
    public Measured soFar() {
        return measured(true, Optional.empty());
    }

    private Measured measured(boolean interrupted, Optional<String> problem) {
        List<ProtocolRun> begun = runs.stream().filter(ProtocolRun::hasBegun).toList();
        List<ProtocolSummary> summaries =
                begun.stream().map(ProtocolRun::summary).toList();
        List<String> limits = new ArrayList<>();
        List<TimelineSecond> timeline = new ArrayList<>();
        for (ProtocolRun run : begun) {
            limits.addAll(run.limits());
            timeline.addAll(run.recorder().timeline());
        }
        List<SloResult> slo = SloJudge.judge(
                plan.goals(), begun.stream().map(ProtocolRun::recorder).toList());
        return new Measured(
                summaries,
                slo,
                limits,
                generator(begun),
                timeline,
                start,
                Instant.now(),
                interrupted,
                problem,
                List.of());
    }

    private static GeneratorSummary generator(List<ProtocolRun> begun) {
        Histogram delays = new Histogram(3);
        GeneratorUse use = GeneratorUse.NONE;
        long notStarted = 0;
        long withoutPort = 0;
        long dropped = 0;
        for (ProtocolRun run : begun) {
            delays.add(run.recorder().startDelays());
            use = use.plus(run.use());
            notStarted += run.recorder().notStarted();
            withoutPort += run.recorder().withoutPort();
            dropped += run.datagramsDropped();
        }
        return new GeneratorSummary(
                ProtocolRecorder.latency(delays),
                notStarted,
                new GeneratorSummary.Cpu(
                        use.cores(), use.cpuMean(), use.cpuMax(), use.machineMax(), use.throttledShare()),
                new GeneratorSummary.GcPauses(use.collections(), use.pausedMillis(), use.longestPauseMillis()),
                new GeneratorSummary.Descriptors(use.mostFiles(), use.fileLimit()),
                new GeneratorSummary.EphemeralPorts(use.localPorts(), use.mostTcpSockets(), withoutPort),
                dropped);
    }

    @Override
    public void stop() {
        stopped = true;
        ProtocolRun run = current.get();
        if (run != null) {
            run.stop();
        }
    }

    @Override
    public double startDelaySeconds() {
        ProtocolRun run = current.get();
        return run == null || !run.hasBegun()
                ? 0
                : Math.max(0, nanToZero(run.recorder().startDelayP99Millis()) / 1000);
    }

    private static double nanToZero(double value) {
        return Double.isNaN(value) ? 0 : value;
    }

    /** Time that the whole plan takes when nothing is slow. */
    public static Duration planned(LoadPlan plan) {
        return plan.ramp()
                .plus(plan.duration())
                .plus(plan.warmUp())
                .multipliedBy(plan.protocols().size());
    }

    static Path scratch() throws IOException {
        return Files.createTempDirectory("headroom-gatling");
    }
}
