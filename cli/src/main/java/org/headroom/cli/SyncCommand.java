package org.headroom.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.headroom.scenarios.stack.Site;
import org.headroom.scenarios.stack.Stack;
import org.headroom.scenarios.stack.StackFile;
import org.headroom.sync.ShadowSync;
import org.headroom.sync.SyncJob;
import org.headroom.sync.SyncProblem;
import org.headroom.sync.SyncResult;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** `headroom sync`: one pass from the master's document root to the shadow. */
@Command(
        name = "sync",
        header = "Copy the static files of the master to the shadow, once.",
        mixinStandardHelpOptions = true,
        description = {
            "Copy the static files of the master's document root to the shadow, once, with rsync.",
            "Runs on the master. Both ends must carry the marker that --init puts there, so that an unmounted",
            "volume is never taken for an empty one. Subservers are not served by this version."
        },
        footer = {
            "",
            "Examples:",
            "  headroom sync --stack stack.yaml --init       once, after looking at both paths",
            "  headroom sync --stack stack.yaml --dry-run    tells what a pass would do",
            "  headroom sync --stack stack.yaml --site shop"
        })
final class SyncCommand implements Callable<Integer> {
    private final Session session;

    @Option(
            names = "--stack",
            required = true,
            paramLabel = "FILE",
            description = "The stack file; its sites' docroot and shadow are the two ends.")
    private Path stackFile = Path.of("stack.yaml");

    @Option(names = "--site", paramLabel = "NAME", description = "Only this site.")
    private @Nullable String site;

    @Option(names = "--dry-run", description = "Change nothing, tell what would be done.")
    private boolean dryRun;

    @Option(names = "--init", description = "Declare the two paths to be this site's master and shadow.")
    private boolean init;

    SyncCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        Stack stack = StackFile.read(session.workingDirectory().resolve(stackFile));
        List<SyncProblem> problems = new ArrayList<>();
        for (Site one : sites(stack)) {
            SyncJob job = SyncJob.ofStaticFiles(
                    one.name(), one.docroot(), one.shadow().orElseThrow());
            job = job.withExcludes(excludes(job, stack));
            problems.addAll(init ? init(one, new ShadowSync(job)) : pass(one, new ShadowSync(job)));
        }
        return problems.stream().allMatch(SyncProblem::harmless) ? ExitCode.GOOD : ExitCode.COULD_NOT_RUN;
    }

    private static List<String> excludes(SyncJob job, Stack stack) {
        List<String> all = new ArrayList<>(job.excludes());
        stack.sync().ifPresent(sync -> all.addAll(sync.excludes()));
        return all;
    }

    private List<Site> sites(Stack stack) {
        List<Site> chosen = stack.sites().stream()
                .filter(one -> site == null || one.name().equals(site))
                .filter(one -> one.shadow().isPresent())
                .toList();
        if (chosen.isEmpty()) {
            throw CliException.usage(
                    site == null
                            ? stackFile + ": no site has a shadow"
                            : stackFile + ": there is no site '" + site + "' with a shadow");
        }
        return chosen;
    }

    private List<SyncProblem> init(Site one, ShadowSync sync) {
        List<SyncProblem> problems = sync.init();
        if (problems.isEmpty()) {
            session.terminal()
                    .line(one.name() + ": " + one.docroot() + " is the master of "
                            + one.shadow().map(Path::toString).orElse(""));
        }
        return told(one, problems);
    }

    private List<SyncProblem> pass(Site one, ShadowSync sync) {
        SyncResult result = dryRun ? sync.dryRun() : sync.run();
        if (result.good()) {
            session.terminal().line(one.name() + ": " + result.summary());
        }
        return told(one, result.problems());
    }

    private List<SyncProblem> told(Site one, List<SyncProblem> problems) {
        problems.forEach(problem -> session.terminal().error(one.name() + ": " + problem));
        return problems;
    }
}
