package org.headroom.loadgen.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.headroom.loadgen.record.IntervalLogs;
import org.headroom.loadgen.result.ProtocolSummary;
import org.headroom.loadgen.result.RunDirectory;
import org.headroom.loadgen.result.SloResult;
import org.headroom.loadgen.result.TimelineSecond;
import org.headroom.loadgen.slo.SloJudge;
import org.headroom.loadgen.transport.Protocol;
import org.headroom.loadgen.transport.Transport;
import org.jspecify.annotations.Nullable;

/** Plays a plan, protocol after protocol, into the logs of a run directory. */
public final class LoadRun {
    private final LoadPlan plan;
    private final TransportFactory transports;
    private final RunDirectory directory;
    private final RunListener listener;
    private final GeneratorHealth health = new GeneratorHealth();
    private final AtomicReference<@Nullable ProtocolRun> current = new AtomicReference<>();
    private volatile boolean stopped;

    public LoadRun(LoadPlan plan, TransportFactory transports, RunDirectory directory, RunListener listener) {
        this.plan = plan;
        this.transports = transports;
        this.directory = directory;
        this.listener = listener;
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
     */
    public record Measured(
            List<ProtocolSummary> protocols,
            List<SloResult> slo,
            List<String> generatorLimits,
            List<TimelineSecond> timeline,
            Instant start,
            Instant end,
            boolean interrupted) {}

    /**
     * Runs to the end, or until {@link #stop()}; what was measured until then is kept.
     *
     * @throws IOException when the run directory cannot be written or a transport cannot be made
     */
    public Measured execute() throws IOException, InterruptedException {
        Files.createDirectories(directory.path());
        Instant start = Instant.now();
        List<ProtocolRun> runs = new ArrayList<>();
        try (IntervalLogs logs =
                new IntervalLogs(directory.pagesLog(), directory.requestsLog(), start.toEpochMilli())) {
            for (Protocol protocol : plan.protocols()) {
                if (!stopped) {
                    runs.add(play(protocol, logs));
                }
            }
        }
        return measured(runs, start);
    }

    private ProtocolRun play(Protocol protocol, IntervalLogs logs) throws IOException, InterruptedException {
        try (Transport transport = transports.create(protocol)) {
            ProtocolRun run = new ProtocolRun(plan, transport, health, listener);
            current.set(run);
            if (stopped) {
                run.stop();
            }
            run.execute(logs);
            return run;
        } finally {
            current.set(null);
        }
    }

    private Measured measured(List<ProtocolRun> runs, Instant start) {
        List<ProtocolRun> begun = runs.stream().filter(ProtocolRun::hasBegun).toList();
        List<ProtocolSummary> summaries =
                begun.stream().map(ProtocolRun::summary).toList();
        List<String> limits = new ArrayList<>();
        List<TimelineSecond> timeline = new ArrayList<>();
        for (ProtocolRun run : begun) {
            limits.addAll(
                    GeneratorHealth.limits(run.recorder(), run.summary().pages().latency()));
            timeline.addAll(run.recorder().timeline());
        }
        List<SloResult> slo = SloJudge.judge(
                plan.goals(), begun.stream().map(ProtocolRun::recorder).toList());
        return new Measured(summaries, slo, limits, timeline, start, Instant.now(), stopped);
    }

    /** Ends the run early: no more arrivals, pages under way are cut off, results are kept. */
    public void stop() {
        stopped = true;
        ProtocolRun run = current.get();
        if (run != null) {
            run.stop();
        }
    }

    /** The 99th percentile of the start delay so far, in seconds; 0 before there is one. */
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
