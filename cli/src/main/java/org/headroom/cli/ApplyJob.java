package org.headroom.cli;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.headroom.probes.hosts.PerlHost;
import org.headroom.probes.hosts.PerlHosts;
import org.headroom.scenarios.stack.Origin;
import org.headroom.scenarios.stack.Stack;
import org.headroom.tuner.apply.BackupEntry;
import org.headroom.tuner.apply.Expected;
import org.headroom.tuner.apply.Handling;
import org.headroom.tuner.apply.Installer;
import org.headroom.tuner.apply.NewFile;
import org.headroom.tuner.apply.Outcome;
import org.headroom.tuner.apply.Progress;
import org.headroom.tuner.files.PlanFiles;
import org.headroom.tuner.plan.Plan;

/** Installs a plan's files on its origin, or goes back, and tells how it goes. */
final class ApplyJob {
    private final Session session;
    private final Stack stack;
    private final Origin origin;
    private final ApplyOptions options;
    /** What was told once in trials. */
    private final Set<String> noted = new HashSet<>();

    ApplyJob(Session session, Stack stack, Origin origin, ApplyOptions options) {
        this.session = session;
        this.stack = stack;
        this.origin = origin;
        this.options = options;
    }

    /**
     * Installs.
     *
     * @param expected what was at each path when the plan was made
     */
    int apply(Plan plan, Function<String, Expected> expected) throws InterruptedException {
        Installer installer = installer(this::tell);
        session.interruption().onInterrupt(installer::cancel);
        return ended(install(installer, plan, expected, options.handling()));
    }

    /**
     * Installs for a trial, by stop and start where it needs that; tells only what must be known.
     *
     * @param cancellable whether Ctrl-C undoes it
     */
    Outcome tryOut(Plan plan, Function<String, Expected> expected, boolean cancellable) throws InterruptedException {
        Installer installer = installer(this::tellLittle);
        if (cancellable) {
            session.interruption().onInterrupt(installer::cancel);
        }
        return install(
                installer, plan, expected, new Handling(true, options.handling().force()));
    }

    private Outcome install(Installer installer, Plan plan, Function<String, Expected> expected, Handling handling)
            throws InterruptedException {
        // What proxies include by hand is for other hosts; nothing here would read it.
        List<NewFile> files = plan.files().stream()
                .filter(file -> !PlanFiles.isByHand(file))
                .map(file -> new NewFile(file.path(), file.content(), expected.apply(file.path())))
                .toList();
        try (OriginHealth health = new OriginHealth(stack, origin, session.clock())) {
            return installer.apply(files, handling, health);
        }
    }

    /** Goes back, or shows where to. */
    int back() throws InterruptedException {
        Installer installer = installer(this::tell);
        session.interruption().onInterrupt(installer::cancel);
        if (options.list()) {
            return ended(installer.list());
        }
        try (OriginHealth health = new OriginHealth(stack, origin, session.clock())) {
            return ended(installer.rollback(options.backup(), options.handling(), health));
        }
    }

    private Installer installer(Consumer<Progress> progress) {
        PerlHost host = PerlHosts.of(stack)
                .of(origin.name())
                .orElseThrow(() -> CliException.usage("origin " + origin.name()
                        + " is another machine, and the stack file has no section ssh to get there"));
        return new Installer(host, progress);
    }

    private void tellLittle(Progress progress) {
        if (progress.kind() == Progress.Kind.NOTE && noted.add(progress.text())) {
            tell(progress);
        }
    }

    private void tell(Progress progress) {
        session.terminal()
                .line(
                        switch (progress.kind()) {
                            case STEP -> "  " + progress.text();
                            case NOTE -> "Note: " + progress.text();
                            case DETAIL -> "    " + progress.text();
                        });
    }

    private int ended(Outcome outcome) {
        if (outcome instanceof Outcome.Listed(var backups)) {
            backups.forEach(this::show);
        }
        if (outcome.exitCode() == ExitCode.GOOD) {
            session.terminal().line(outcome.line());
        } else {
            session.terminal().error(outcome.line());
        }
        return outcome.exitCode();
    }

    private void show(BackupEntry backup) {
        session.terminal()
                .line(String.join(
                        "  ",
                        backup.id(),
                        backup.when(),
                        backup.kind(),
                        backup.state(),
                        String.join(" ", backup.files())));
    }
}
