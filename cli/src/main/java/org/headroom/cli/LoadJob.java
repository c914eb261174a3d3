package org.headroom.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.headroom.loadgen.result.Limit;
import org.headroom.loadgen.result.RunDirectory;
import org.headroom.loadgen.result.RunInfo;
import org.headroom.loadgen.result.RunVerdict;
import org.headroom.loadgen.result.SloResult;
import org.headroom.loadgen.result.Summary;
import org.headroom.loadgen.run.LoadEngine;
import org.headroom.loadgen.run.LoadPlan;
import org.headroom.loadgen.run.LoadRun;
import org.headroom.loadgen.run.RunListener;
import org.headroom.probes.reading.ProbeFailure;
import org.headroom.probes.reading.Reading;
import org.headroom.probes.sampling.Saturation;
import org.headroom.scenarios.stack.Stack;
import org.jspecify.annotations.Nullable;

/** One run from the first packet to the summary: load, probes beside it, verdict, files. */
final class LoadJob {
    private final Session session;
    private final EngineMaker engine;
    private final Optional<Stack> stack;
    private final RunDirectory directory;
    private final RunInfo asked;
    private final Optional<LiveMetrics> metrics;
    /** Guarded by this. */
    private boolean finished;

    /** A job that nobody watches but the terminal. */
    LoadJob(
            Session session,
            LoadPlan plan,
            LoadRun.TransportFactory transports,
            Optional<Stack> stack,
            RunDirectory directory,
            RunInfo asked) {
        this(
                session,
                (into, listener) -> new LoadRun(plan, transports, into, listener),
                stack,
                directory,
                asked,
                Optional.empty());
    }

    LoadJob(
            Session session,
            EngineMaker engine,
            Optional<Stack> stack,
            RunDirectory directory,
            RunInfo asked,
            Optional<LiveMetrics> metrics) {
        this.metrics = metrics;
        this.session = session;
        this.engine = engine;
        this.stack = stack;
        this.directory = directory;
        this.asked = asked;
    }

    /** Makes what plays the plan. */
    interface EngineMaker {
        /** Results go into the directory, progress to the listener. */
        LoadEngine make(RunDirectory directory, RunListener listener);
    }

    /** What a job leaves in memory beside its files. */
    record Done(Summary summary, List<String> notes, Optional<String> problem) {
        /** With one note more, which the terminal has had. */
        Done noting(Optional<String> note) {
            return new Done(
                    summary, Stream.concat(note.stream(), notes.stream()).toList(), problem);
        }
    }

    Done execute(String scenarioText) throws IOException, InterruptedException {
        Files.writeString(directory.path().resolve("scenario.yaml"), scenarioText);
        // Until it is written again at the end: a killed run must not look like a finished one.
        directory.writeInfo(info(asked.start(), asked.start(), true));
        Saturation saturation = new Saturation();
        Map<String, String> notes = new ConcurrentSkipListMap<>();
        AtomicReference<@Nullable LoadEngine> started = new AtomicReference<>();
        FirstFull firstFull = new FirstFull();
        LiveRun live = new LiveRun(firstFull, shown());
        LoadEngine run = engine.make(
                directory, new Snapshots(live, () -> snapshot(started.get(), saturation), note -> note(notes, note)));
        started.set(run);
        LoadRun.Measured measured = measure(run, saturation::add, firstFull, notes);
        Summary summary = finish(measured, saturation);
        directory.writeInfo(info(measured.start(), measured.end(), broken(measured)));
        return new Done(summary, List.copyOf(notes.values()), measured.problem());
    }

    private Consumer<LiveFigures> shown() {
        Consumer<LiveFigures> line = new ProgressLine(session.terminal());
        return metrics.map(line::andThen).orElse(line);
    }

    private LoadRun.Measured measure(
            LoadEngine run, Consumer<Reading> kept, Consumer<Reading> firstFull, Map<String, String> notes)
            throws IOException, InterruptedException {
        Consumer<Reading> readings = kept.andThen(firstFull)
                .andThen(metrics.map(LiveMetrics::readings).orElse(_ -> {}));
        ProbeWatch watch = ProbeWatch.start(
                stack, run::startDelaySeconds, directory.probeLog(), readings, failure -> note(notes, failure));
        try {
            session.interruption().onInterrupt(() -> {
                session.terminal().line("  interrupted: no more load; writing what there is");
                run.stop();
            });
            return run.execute();
        } finally {
            try {
                watch.close();
            } catch (IOException | RuntimeException e) {
                notes.put("probes.jsonl", "probes.jsonl is not complete: " + e.getMessage());
            }
        }
    }

    /** What there is so far, for the case that this process is killed. */
    private synchronized void snapshot(@Nullable LoadEngine run, Saturation saturation) {
        try {
            if (run != null && !finished) {
                write(run.soFar(), saturation);
            }
        } catch (IOException e) {
            session.terminal().error("  cannot write into " + directory.path() + ": " + e.getMessage());
        }
    }

    /** A snapshot that comes late must not write over it. */
    private synchronized Summary finish(LoadRun.Measured measured, Saturation saturation) throws IOException {
        finished = true;
        return write(measured, saturation);
    }

    private Summary write(LoadRun.Measured measured, Saturation saturation) throws IOException {
        Summary summary = summarise(measured, saturation);
        directory.writeTimeline(measured.timeline());
        directory.writeSummary(summary);
        return summary;
    }

    private static boolean broken(LoadRun.Measured measured) {
        return measured.interrupted() || measured.problem().isPresent();
    }

    /** Told once, and kept for the report. */
    private void note(Map<String, String> notes, String text) {
        if (notes.putIfAbsent("note " + text, text) == null) {
            session.terminal().error("  note: " + text);
        }
    }

    /** Every probe's first failure is told; the readings tell how long it lasted. */
    private void note(Map<String, String> notes, ProbeFailure failure) {
        String probe = failure.probe() + " " + failure.host();
        String text = probe + ": " + failure.problem() + "; " + failure.advice();
        if (notes.putIfAbsent(probe, text) == null) {
            session.terminal().error("  probe    " + text);
        }
    }

    private Summary summarise(LoadRun.Measured measured, Saturation saturation) {
        return new Summary(
                1,
                verdict(measured),
                !measured.generatorLimits().isEmpty(),
                measured.generatorLimits(),
                measured.protocols(),
                measured.slo(),
                limit(saturation),
                measured.generator(),
                measured.injectors());
    }

    private static RunVerdict verdict(LoadRun.Measured measured) {
        if (broken(measured)) {
            return RunVerdict.INTERRUPTED;
        }
        boolean lost = measured.protocols().stream().anyMatch(one -> one.pages().unfinished() > 0);
        boolean met =
                !lost && !measured.slo().isEmpty() && measured.slo().stream().allMatch(SloResult::pass);
        return met ? RunVerdict.PASS : RunVerdict.FAIL;
    }

    private Limit limit(Saturation saturation) {
        if (stack.stream().flatMap(one -> one.origins().stream()).findAny().isEmpty()) {
            return new Limit("unknown", "", "No probe watched the stack: name it with --stack.");
        }
        if (!saturation.stackWasRead()) {
            return new Limit("unknown", "", "No probe of the stack could read anything.");
        }
        return saturation
                .first()
                .map(full -> new Limit(full.component(), full.host(), full.evidence()))
                .orElseGet(() -> new Limit("none", "", meanBusy(saturation)));
    }

    private static String meanBusy(Saturation saturation) {
        String busy = saturation.meanByComponent().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> String.format(Locale.ROOT, "%s %.0f %%", entry.getKey(), 100 * entry.getValue()))
                .collect(Collectors.joining(", "));
        return busy.isEmpty() ? "No probe could read." : "Busy in the mean: " + busy + ".";
    }

    private RunInfo info(Instant start, Instant end, boolean interrupted) {
        return new RunInfo(
                asked.schema(),
                asked.command(),
                asked.scenario(),
                asked.scenarioDigest(),
                asked.target(),
                asked.protocols(),
                asked.plan(),
                asked.versions(),
                asked.hosts(),
                asked.embeddedDemo(),
                start,
                end,
                interrupted,
                asked.lookupMillis(),
                asked.injectors());
    }
}
