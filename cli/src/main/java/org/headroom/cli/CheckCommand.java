package org.headroom.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.headroom.probes.hosts.HelperProgram;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** `headroom check`: the health of every tier, once, for cron and monitoring systems. */
@Command(
        name = "check",
        header = "Look at the health of every tier once, for cron and monitoring systems.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeOnInvalidInput = CheckCommand.UNKNOWN,
        exitCodeOnExecutionException = CheckCommand.UNKNOWN,
        description = {
            "Ask every proxy, origin, database and Gluster node of the stack file at the same time, judge what they say,",
            "and be done within the timeout even if every one of them hangs. It changes nothing, but for the canary",
            "and write tests that the stack file asks for. What a burst could have caused is looked at three times",
            "before it alarms. Between runs it keeps counters, since when things are as they are, and what was told."
        },
        footer = {
            "",
            "Examples:",
            "  headroom check --stack stack.yaml --format text          everything, for people",
            "  headroom check --stack stack.yaml --only galera,origin3   some tiers or hosts",
            "  */5 * * * * headroom check --stack /etc/headroom/stack.yaml --on-change    cron mails what changed",
            "  headroom check --stack stack.yaml --format json | jq '.verdicts[] | select(.alarms)'",
            "  headroom check --print-helper > headroom-helper            for a key that may run nothing else",
            "",
            "A crontab and a systemd timer: docs/check.md. What each probe reads and cannot see: docs/probes.md.",
            "Exit codes: 0 OK; 1 WARNING; 2 CRITICAL; 3 UNKNOWN, also for wrong usage or a wrong stack file."
        })
final class CheckCommand implements Callable<Integer> {
    static final int UNKNOWN = 3;

    private static final Duration LAST_WORDS = Duration.ofMillis(200);

    private final Session session;

    @Mixin
    private WatchedOptions watched = new WatchedOptions();

    @Option(names = "--format", paramLabel = "FORMAT", description = "nagios (default), text, json or prometheus.")
    private CheckFormat format = CheckFormat.NAGIOS;

    @Option(
            names = "--on-change",
            description = "Print only what people were not told yet; nothing when there is nothing. For cron's mail.")
    private boolean onChange;

    @Option(
            names = "--textfile",
            paramLabel = "F",
            description = "Write Prometheus' text form to this file too, for node_exporter's textfile collector.")
    private @Nullable Path textfile;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "Where to keep what the next run needs (default: /var/lib/headroom/check for root, else"
                    + " ~/.local/state/headroom/check).")
    private @Nullable Path state;

    @Option(
            names = "--print-helper",
            description =
                    "Print the program that looks at hosts from within, and do nothing else (docs/probes/ssh.md).")
    private boolean printHelper;

    CheckCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        if (printHelper) {
            session.terminal().raw(HelperProgram.text());
            return ExitCode.GOOD;
        }
        try {
            CheckFiles files = CheckFiles.of(watched.stackFile(session), textfile, state, session);
            try (Watchdog _ = Watchdog.after(watched.timeout(), this::giveUp)) {
                return new CheckJob(session, watched, files).run(format, onChange);
            }
        } catch (CliException wrong) {
            // A monitoring system shows what is on standard output, and reads 2 as CRITICAL.
            session.terminal().line("HEADROOM UNKNOWN - " + wrong.getMessage());
            return UNKNOWN;
        }
    }

    // Neither the terminal's lock nor a shutdown hook may hold this up: it is here because something does.
    private void giveUp() {
        Thread words = Thread.ofPlatform()
                .daemon()
                .start(() -> System.out.println("HEADROOM UNKNOWN - the check itself did not end in time"
                        + "; please report this as a bug of Headroom"));
        try {
            // Whoever should read them may be what holds everything up.
            words.join(LAST_WORDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(UNKNOWN);
    }
}
