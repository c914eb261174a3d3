package org.headroom.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.headroom.loadgen.result.RunDirectory;
import org.headroom.loadgen.result.RunResult;
import org.headroom.probes.reading.ProbeLog;
import org.headroom.probes.reading.Reading;
import org.headroom.scenarios.stack.Origin;
import org.headroom.scenarios.stack.Stack;
import org.headroom.scenarios.stack.StackFile;
import org.headroom.scenarios.yaml.SizeText;
import org.headroom.tuner.config.tree.ConfigTree;
import org.headroom.tuner.files.FileDiffs;
import org.headroom.tuner.files.PlanDiff;
import org.headroom.tuner.files.PlanWriter;
import org.headroom.tuner.plan.Plan;
import org.headroom.tuner.plan.TuningOutcome;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** `headroom tune`: settings that match each other and fit the memory. */
@Command(
        name = "tune",
        header = "Compute settings that match each other and fit the memory.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Compute mpm_event and PHP-FPM settings that match each other and together fit the memory, and what",
            "follows from them for NGINX and MariaDB. The origin's processes, limits and settings are read there, or over",
            "the stack file's ssh; what could not be measured is assumed, and says so. It writes files to look at; only",
            "--apply, --refine and --rollback change the origin, which ends with all of its new files or all of its old ones,",
            "whatever is interrupted."
        },
        footer = {
            "",
            "Examples:",
            "  headroom tune --stack stack.yaml --run headroom-run-20261122-190000 --out tuning",
            "  headroom tune --stack stack.yaml --origin origin1 --budget 3GiB --diff",
            "  headroom tune --stack stack.yaml --origin origin1 --measure --diff    demand by a short load of its own",
            "  headroom tune --stack stack.yaml --origin origin1 --refine            try settings there, keep the best",
            "  headroom tune --stack stack.yaml --origin origin1 --apply             install them, by reload",
            "  headroom tune --stack stack.yaml --origin origin1 --apply --restart  also what a reload ignores",
            "  headroom tune --stack stack.yaml --origin origin1 --rollback          as it was before",
            "  headroom tune --stack stack.yaml --origin origin1 --rollback --list  what there is to go back to",
            "",
            "Exit codes: 0 settings written, or applied; 1 no settings fit the budget, or what was there is back;",
            "2 wrong usage; 3 could not run. How it installs: docs/tune.md."
        })
final class TuneCommand implements Callable<Integer> {
    private static final String PEAK_UNKNOWN =
            "demand was measured with two visitors: service times are the pages' own, but how"
                    + " much arrives at the peak is not known; 'times the measured demand' means times that";

    /** Few enough that none waits for another: a request's time is its own. */
    private static final int LIGHT = 2;

    private final Session session;

    @Option(names = "--stack", required = true, paramLabel = "FILE", description = "The stack file.")
    private Path stackFile = Path.of("stack.yaml");

    @Option(names = "--origin", paramLabel = "NAME", description = "Which origin (default: the only one).")
    private @Nullable String origin;

    @Option(
            names = "--run",
            paramLabel = "DIR",
            description = "A run with readings of that origin, for its demand. Without one, and without --measure,"
                    + " demand is assumed.")
    private @Nullable Path run;

    @Option(
            names = "--budget",
            paramLabel = "SIZE",
            description = "What everything on the origin together may take, e.g. 3GiB (default: memory.budget of the"
                    + " stack file, else the cgroup's or machine's limit).")
    private @Nullable String budget;

    @Option(names = "--out", paramLabel = "DIR", description = "Where to write (default: tuning).")
    private Path out = Path.of("tuning");

    @Mixin
    private TrialOptions trials = new TrialOptions();

    @Mixin
    private ApplyOptions applying = new ApplyOptions();

    @Option(
            names = "--diff",
            description = "Only show the settings, and what changes in the origin's files; write none of them.")
    private boolean diff;

    TuneCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        Stack stack = StackFile.read(session.workingDirectory().resolve(stackFile));
        applying.check(diff, trials.refine());
        trials.check(run != null, diff, applying.back());
        Origin subject = chosen(stack);
        ApplyJob apply = new ApplyJob(session, stack, subject, applying);
        if (applying.back()) {
            return apply.back();
        }
        OriginAccess access = OriginAccess.look(stack, subject, session.clock());
        access.notes().forEach(note -> session.terminal().line("Note: " + note));
        boolean changing = applying.apply() || trials.refine();
        if (changing && access.tree().isEmpty()) {
            throw CliException.usage((trials.refine() ? "--refine" : "--apply")
                    + " changes only files that could be read, and those of " + subject.name() + " could not");
        }
        TrialLoad load = trials.measure() ? TrialLoad.open(session, stack, trials, directory()) : null;
        Measured measured = load == null ? recorded() : measured(load);
        if (load != null) {
            // Its processes are warm now.
            access = OriginAccess.look(stack, subject, session.clock());
        }
        return tuned(stack, subject, access, load, measured, apply);
    }

    private int tuned(
            Stack stack,
            Origin subject,
            OriginAccess access,
            @Nullable TrialLoad load,
            Measured measured,
            ApplyJob apply)
            throws IOException, InterruptedException {
        FilesNow now = new FilesNow(stack, subject, access, session.clock());
        TuneJob job = TuneJob.of(subject, budget(), stack, now);
        return switch (job.tune(measured.run(), measured.readings())) {
            case TuningOutcome.Planned(Plan plan)
            when load != null && trials.refine() -> {
                RefineJob.Ended ended = new RefineJob(
                                session,
                                stack,
                                subject,
                                trials,
                                load,
                                apply,
                                wish -> job.tune(measured.run(), measured.readings(), wish),
                                now::expected)
                        .refine(plan);
                show(againstTheFirst(subject, stack, access, measured, ended), access.tree());
                yield ended.exitCode();
            }
            case TuningOutcome.Planned(Plan plan) -> {
                int shown = show(load == null ? plan : plan.withWarnings(List.of(PEAK_UNKNOWN)), access.tree());
                yield applying.apply() ? apply.apply(plan, now::expected) : shown;
            }
            case TuningOutcome.CannotFit(String explanation, var _) -> {
                session.terminal().error("No settings fit: " + explanation);
                yield ExitCode.ANSWER_IS_NO;
            }
        };
    }

    /** The best settings, as they differ from what was there before all trials. */
    private Plan againstTheFirst(
            Origin subject, Stack stack, OriginAccess access, Measured measured, RefineJob.Ended ended) {
        TuningOutcome outcome = TuneJob.of(subject, budget(), stack, () -> access)
                .tune(measured.run(), measured.readings(), ended.wish());
        Plan plan = outcome instanceof TuningOutcome.Planned(Plan planned) ? planned : ended.plan();
        return plan.withWarnings(ended.notes());
    }

    /** What demand is known by. */
    private record Measured(Optional<RunResult> run, List<Reading> readings) {}

    private Measured recorded() throws IOException {
        return run == null
                ? new Measured(Optional.empty(), List.of())
                : read(new RunDirectory(session.workingDirectory().resolve(run)));
    }

    private Measured measured(TrialLoad load) throws IOException, InterruptedException {
        session.terminal()
                .line("Measuring: " + trials.time().toSeconds() + " s with " + LIGHT + " visitors; run in "
                        + load.runs().resolve("measure"));
        TrialLoad.Ran ran = load.run("measure", LIGHT, trials.time(), trials.goals(), true);
        if (session.interruption().interrupted()) {
            throw CliException.failed("interrupted; nothing was changed");
        }
        if (ran.problem().isPresent()) {
            throw CliException.failed(
                    "the load to measure by ended early: " + ran.problem().get());
        }
        Measured measured = read(ran.directory());
        if (measured.run().stream().noneMatch(TuneCommand::served)) {
            throw CliException.failed("the load to measure by got not one good page; see headroom report "
                    + ran.directory().path());
        }
        return measured;
    }

    private static boolean served(RunResult result) {
        return result.summary().protocols().stream()
                .anyMatch(one -> one.pages().count() > one.pages().failed());
    }

    private static Measured read(RunDirectory directory) throws IOException {
        Path log = directory.probeLog();
        return new Measured(Optional.of(directory.read()), Files.exists(log) ? ProbeLog.read(log) : List.of());
    }

    private Path directory() {
        return session.workingDirectory().resolve(out);
    }

    private int show(Plan plan, Optional<ConfigTree> tree) throws IOException {
        if (diff) {
            session.terminal().raw(tree.map(files -> FileDiffs.of(plan, files)).orElse(""));
        }
        session.terminal().line(PlanDiff.of(plan).stripTrailing());
        session.terminal()
                .line("Memory: " + SizeText.rounded(plan.memory().totalBytes()) + " of "
                        + SizeText.rounded(plan.memory().budgetBytes()));
        plan.warnings().forEach(warning -> session.terminal().line("Note: " + warning));
        if (!diff) {
            for (Path file : PlanWriter.write(plan, directory())) {
                session.terminal().line("Wrote " + file);
            }
        }
        return ExitCode.GOOD;
    }

    private Origin chosen(Stack stack) {
        String names = stack.origins().stream().map(Origin::name).collect(Collectors.joining(", "));
        if (origin == null) {
            if (stack.origins().size() != 1) {
                throw CliException.usage("--origin must say which origin of " + stackFile + ": " + names);
            }
            return stack.origins().getFirst();
        }
        return stack.origin(origin)
                .orElseThrow(() -> CliException.usage(stackFile + " has no origin '" + origin + "'; it has " + names));
    }

    private OptionalLong budget() {
        try {
            return budget == null ? OptionalLong.empty() : OptionalLong.of(SizeText.parse(budget));
        } catch (IllegalArgumentException e) {
            throw CliException.usage("--budget " + e.getMessage());
        }
    }
}
