package org.headroom.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.headroom.loadgen.result.RunDirectory;
import org.headroom.reports.HtmlReport;
import org.headroom.reports.ReportInput;
import org.headroom.reports.RunView;
import org.headroom.tuner.files.PlanJson;
import org.headroom.tuner.plan.Plan;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** `headroom report`: the HTML report of finished runs. */
@Command(
        name = "report",
        header = "Write the HTML report of finished runs.",
        mixinStandardHelpOptions = true,
        description = "Write the HTML report of one or more run directories, from their files alone.",
        footer = {
            "",
            "Examples:",
            "  headroom report headroom-run-20261122-190000",
            "  headroom report before after --out both.html"
        })
final class ReportCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(arity = "1..*", paramLabel = "DIR", description = "Run directories.")
    private List<Path> directories = new ArrayList<>();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "The report (default: report.html in the only directory, or in the working directory).")
    private @Nullable Path out;

    ReportCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        List<RunView> runs = new ArrayList<>();
        for (Path directory : directories) {
            RunDirectory run = new RunDirectory(session.workingDirectory().resolve(directory));
            runs.add(RunReport.view(run, List.of(), plan(run)));
        }
        Path file = file();
        if (Files.isDirectory(file)) {
            throw CliException.usage("--out " + file + " is a directory; it names a file");
        }
        HtmlReport.write(new ReportInput(runs), file);
        session.terminal().line("Report: " + file);
        return ExitCode.GOOD;
    }

    private static Optional<Plan> plan(RunDirectory run) throws IOException {
        Path tuning = run.tuning().resolve("tuning.json");
        return Files.exists(tuning) ? Optional.of(PlanJson.read(tuning)) : Optional.empty();
    }

    private Path file() {
        if (out != null) {
            return session.workingDirectory().resolve(out);
        }
        return directories.size() == 1
                ? new RunDirectory(session.workingDirectory().resolve(directories.getFirst())).report()
                : session.workingDirectory().resolve("report.html");
    }
}
