package org.headroom.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.headroom.loadgen.result.Limit;
import org.headroom.loadgen.result.RunDirectory;
import org.headroom.loadgen.result.RunResult;
import org.headroom.loadgen.result.Summary;
import org.headroom.probes.reading.ProbeLog;
import org.headroom.probes.reading.Reading;
import org.headroom.reports.HtmlReport;
import org.headroom.reports.ReportInput;
import org.headroom.reports.RunView;
import org.headroom.tuner.plan.Plan;

/** What follows from a finished run: the table on the terminal, the report, the exit code. */
final class RunReport {
    private final Session session;
    private final RunDirectory directory;

    RunReport(Session session, RunDirectory directory) {
        this.session = session;
        this.directory = directory;
    }

    /** Prints, writes the report, and says how the command ends. */
    int finish(LoadJob.Done done, Optional<TuneJob> tuning) throws IOException {
        Terminal terminal = session.terminal();
        Summary summary = done.summary();
        terminal.line("");
        ResultTable.protocols(summary).forEach(terminal::line);
        PhaseTable.of(summary).forEach(terminal::line);
        VisitTable.views(summary).forEach(terminal::line);
        VisitTable.timings(summary).forEach(terminal::line);
        ResultTable.failures(summary).forEach(terminal::line);
        InjectorTable.lines(summary.injectors()).forEach(terminal::line);
        ResultTable.roaming(summary).forEach(terminal::line);
        ResultTable.discovery(summary).forEach(terminal::line);
        terminal.line("");
        ResultTable.goals(summary).forEach(terminal::line);
        List<String> notes = new ArrayList<>(done.notes());
        Optional<Plan> plan = tuning.isEmpty() ? Optional.empty() : tune(tuning.get(), notes);
        HtmlReport.write(ReportInput.of(view(directory, notes, plan)), directory.report());
        terminal.line("Verdict: " + verdict(summary));
        WarmUpLine.of(summary).ifPresent(terminal::line);
        for (String reason : summary.generatorLimits()) {
            terminal.line("Generator-limited, so these figures are not the target's alone: " + reason);
        }
        InjectorTable.lost(summary.injectors()).forEach(terminal::line);
        terminal.line("Results: " + directory.path());
        terminal.line("Report:  " + directory.report());
        if (done.problem().isPresent()) {
            terminal.error("headroom: the run broke off: " + done.problem().get());
            return ExitCode.COULD_NOT_RUN;
        }
        return switch (summary.verdict()) {
            case PASS -> ExitCode.GOOD;
            case FAIL -> ExitCode.ANSWER_IS_NO;
            case INTERRUPTED -> ExitCode.COULD_NOT_RUN;
        };
    }

    /** A run is a run also when no settings can be made of it. */
    private Optional<Plan> tune(TuneJob tuning, List<String> notes) throws IOException {
        try {
            return TuneJob.write(session, tuning.tune(Optional.of(directory.read()), readings()), directory.tuning());
        } catch (CliException | IllegalArgumentException e) {
            session.terminal().line("Tuning:  none: " + e.getMessage());
            notes.add("No tuning: " + e.getMessage());
            return Optional.empty();
        }
    }

    private List<Reading> readings() throws IOException {
        return Files.exists(directory.probeLog()) ? ProbeLog.read(directory.probeLog()) : List.of();
    }

    private static String verdict(Summary summary) {
        String answer = switch (summary.verdict()) {
            case PASS -> "every goal met";
            case FAIL -> "a goal was missed";
            case INTERRUPTED ->
                InjectorTable.lost(summary.injectors()).isEmpty()
                        ? "interrupted; partial results are kept"
                        : "incomplete: an injector was lost; partial results are kept";
        };
        Limit limit = summary.limit();
        if (limit == null || limit.component().equals("unknown")) {
            return answer;
        }
        return limit.component().equals("none")
                ? answer + "; nothing that was watched reached its limit. " + limit.evidence()
                : answer + "; first to give way: " + limit.component() + " on " + limit.host() + " (" + limit.evidence()
                        + ")";
    }

    /** A run as the report reads it: from its files. */
    static RunView view(RunDirectory directory, List<String> notes, Optional<Plan> plan) throws IOException {
        RunResult result = directory.read();
        List<Reading> readings = Files.exists(directory.probeLog()) ? ProbeLog.read(directory.probeLog()) : List.of();
        Path name = directory.path().getFileName();
        return new RunView(name == null ? "run" : name.toString(), result, readings, plan, notes);
    }
}
