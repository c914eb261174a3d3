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
            "--apply and --rollback change the origin, which ends with all of its new files or all of its old ones,",
            "whatever is interrupted."
        },
        footer = {
            "",
            "Examples:",
            "  headroom tune --stack stack.yaml --run headroom-run-20261122-190000 --out tuning",
            "  headroom tune --stack stack.yaml --origin origin1 --budget 3GiB --diff",
            "  headroom tune --stack stack.yaml --origin origin1 --apply             install them, by reload",
            "  headroom tune --stack stack.yaml --origin origin1 --apply --restart  also what a reload ignores",
            "  headroom tune --stack stack.yaml --origin origin1 --rollback          as it was before",
            "  headroom tune --stack stack.yaml --origin origin1 --rollback --list  what there is to go back to",
            "",
            "Exit codes: 0 settings written, or applied; 1 no settings fit the budget, or what was there is back;",
            "2 wrong usage; 3 could not run. How it installs: docs/tune.md."
        })
final class TuneCommand implements Callable<Integer> {
    private final Session session;

    @Option(names = "--stack", required = true, paramLabel = "FILE", description = "The stack file.")
    private Path stackFile = Path.of("stack.yaml");

    @Option(names = "--origin", paramLabel = "NAME", description = "Which origin (default: the only one).")
    private @Nullable String origin;

    @Option(
            names = "--run",
            paramLabel = "DIR",
            description = "A run with readings of that origin, for its demand. Without one, demand is assumed.")
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
    private ApplyOptions applying = new ApplyOptions();

    @Option(
            names = "--diff",
            description = "Only show the settings, and what changes in the origin's files; write nothing.")
    private boolean diff;

    TuneCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        Stack stack = StackFile.read(session.workingDirectory().resolve(stackFile));
        applying.check(diff);
        ApplyJob apply = new ApplyJob(session, stack, chosen(stack), applying);
        if (applying.back()) {
            return apply.back();
        }
        OriginAccess access = OriginAccess.look(stack, chosen(stack), session.clock());
        access.notes().forEach(note -> session.terminal().line("Note: " + note));
        if (applying.apply() && access.tree().isEmpty()) {
            throw CliException.usage("--apply changes only files that could be read, and those of "
                    + chosen(stack).name() + " could not");
        }
        TuneJob job = TuneJob.of(chosen(stack), budget(), stack, () -> access);
        return switch (job.tune(result(), readings())) {
            case TuningOutcome.Planned(Plan plan) -> {
                int shown = show(plan, access.tree());
                yield applying.apply() ? apply.apply(plan, access::expected) : shown;
            }
            case TuningOutcome.CannotFit(String explanation, var _) -> {
                session.terminal().error("No settings fit: " + explanation);
                yield ExitCode.ANSWER_IS_NO;
            }
        };
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
            for (Path file : PlanWriter.write(plan, session.workingDirectory().resolve(out))) {
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

    private Optional<RunResult> result() throws IOException {
        return run == null
                ? Optional.empty()
                : Optional.of(new RunDirectory(session.workingDirectory().resolve(run)).read());
    }

    private List<Reading> readings() throws IOException {
        if (run == null) {
            return List.of();
        }
        Path log = new RunDirectory(session.workingDirectory().resolve(run)).probeLog();
        return Files.exists(log) ? ProbeLog.read(log) : List.of();
    }
}
