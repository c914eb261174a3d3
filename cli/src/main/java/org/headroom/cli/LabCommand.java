package org.headroom.cli;

import java.io.Console;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.headroom.lab.DaemonStatus;
import org.headroom.lab.LabFault;
import org.headroom.lab.LabInstaller;
import org.headroom.lab.LabOptions;
import org.headroom.lab.LabPaths;
import org.headroom.lab.LabPorts;
import org.headroom.lab.LabStack;
import org.headroom.lab.LabTopology;
import org.headroom.lab.LabUp;
import org.headroom.lab.process.LabException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** `headroom lab …`: a real stack on this machine. */
@Command(
        name = "lab",
        header = "Start a real stack on this machine: nginx, Apache, PHP-FPM, MariaDB, WordPress.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "A whole stack with real daemons on this machine, on loopback: nginx with HTTP/3, Apache, PHP-FPM,",
            "MariaDB and a WordPress filled with posts and images. It uses nothing of the machine's own",
            "configuration and starts no service. Needs root on Debian 12."
        },
        footer = {
            "",
            "Example:",
            "  headroom lab install           once: packages, and nginx of Debian 13 in a folder of its own",
            "  headroom lab up split          prints what runs where, and writes stack.yaml",
            "  headroom capture https://www.site1.test:8443/ --resolve www.site1.test:8443:127.0.0.1 \\",
            "        --cacert /var/lib/headroom/lab/run/certificates/ca.pem --out front.yaml",
            "  headroom load front.yaml --target https://www.site1.test:8443 --stack stack.yaml --protocol all",
            "  headroom lab fault fpm-kill    break something; `lab fault clear` mends it",
            "  headroom lab down"
        })
final class LabCommand implements Runnable {
    private LabCommand() {}

    /** The command with its own commands. */
    static CommandLine commandLine(Session session) {
        return new CommandLine(new LabCommand())
                .addSubcommand(new Install(session))
                .addSubcommand(new Up(session))
                .addSubcommand(new Down(session))
                .addSubcommand(new Status(session))
                .addSubcommand(new Fault(session));
    }

    @Override
    public void run() {
        throw CliException.usage("lab needs a command: install, up, down, status or fault (see headroom lab --help)");
    }

    private interface LabWork {
        int run(Consumer<String> progress);
    }

    private static int lab(Session session, LabWork work) {
        try {
            return work.run(text -> session.terminal().line("  " + text));
        } catch (LabException e) {
            throw CliException.failed(String.valueOf(e.getMessage()));
        }
    }

    private static void table(Session session, Iterable<DaemonStatus> daemons) {
        TextTable table = new TextTable("host", "role", "address", "state", "pid", "memory");
        for (DaemonStatus daemon : daemons) {
            table.row(
                    daemon.host(),
                    daemon.role(),
                    daemon.address(),
                    daemon.state().name().toLowerCase(Locale.ROOT),
                    daemon.pid().map(String::valueOf).orElse("-"),
                    daemon.pssBytes() / (1024 * 1024) + " MiB");
        }
        table.lines().forEach(session.terminal()::line);
    }

    @Command(
            name = "install",
            mixinStandardHelpOptions = true,
            description = {
                "Install what the lab needs: Debian packages, none of whose services is started, and nginx of",
                "Debian 13. Harmless to repeat. Asks first unless --yes."
            },
            footer = {"", "Example:", "  headroom lab install --yes"})
    private static final class Install implements Callable<Integer> {
        private final Session session;

        @Option(names = "--yes", description = "Do not ask.")
        private boolean yes;

        Install(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            return lab(session, progress -> {
                LabInstaller installer = new LabInstaller(LabPaths.standard());
                if (installer.isInstalled()) {
                    session.terminal().line("The lab is installed already.");
                    return ExitCode.GOOD;
                }
                session.terminal().line("To be installed: " + String.join(", ", installer.missing()));
                if (!yes && !agreed()) {
                    throw CliException.usage("nothing was installed; say --yes, or answer yes on a terminal");
                }
                installer.install(progress);
                session.terminal().line("The lab is installed. Next: headroom lab up");
                return ExitCode.GOOD;
            });
        }

        private static boolean agreed() {
            return Optional.ofNullable(System.console())
                    .filter(Console::isTerminal)
                    .map(console -> console.readLine("Install these on this machine? [yes/no] "))
                    .filter(answer -> answer.strip().toLowerCase(Locale.ROOT).startsWith("y"))
                    .isPresent();
        }
    }

    @Command(
            name = "up",
            mixinStandardHelpOptions = true,
            description = {"Start the stack in place of whatever is up, wait until all of it serves, write stack.yaml."
            },
            footer = {
                "",
                "Examples:",
                "  headroom lab up                            split: nginx passes everything on to Apache",
                "  headroom lab up shadow --stack lab.yaml    nginx serves static files from a shadow copy",
                "  headroom lab up --fpm-children 2           an origin with a planted bottleneck"
            })
    private static final class Up implements Callable<Integer> {
        private final Session session;

        @Parameters(
                arity = "0..1",
                paramLabel = "TOPOLOGY",
                defaultValue = "split",
                description = "split or shadow (default: ${DEFAULT-VALUE}).")
        private String topology = "split";

        @Option(
                names = "--stack",
                paramLabel = "FILE",
                defaultValue = "stack.yaml",
                description = "Where to write the stack file (default: ${DEFAULT-VALUE}).")
        private Path stack = Path.of("stack.yaml");

        @Option(names = "--yes", description = "Accepted for scripts; up asks nothing.")
        @SuppressWarnings("UnusedVariable") // part of the command's contract
        private boolean yes;

        @Option(
                names = "--origin-memory",
                paramLabel = "SIZE",
                description = "The origin's memory budget in the stack file.")
        private @Nullable String originMemory;

        @Option(names = "--fpm-children", paramLabel = "N", description = "PHP-FPM's pm.max_children.")
        private @Nullable Integer fpmChildren;

        @Option(names = "--apache-workers", paramLabel = "N", description = "Apache's MaxRequestWorkers.")
        private @Nullable Integer apacheWorkers;

        @Option(names = "--nginx-workers", paramLabel = "N", description = "nginx' worker_processes.")
        private @Nullable Integer nginxWorkers;

        @Option(
                names = "--port-offset",
                paramLabel = "N",
                defaultValue = "0",
                description = "Add this to every port of the stack (default: 0).")
        private int portOffset;

        Up(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            LabTopology wanted = wanted();
            return lab(session, progress -> {
                LabStack stack = LabStack.at(LabPaths.standard(), progress);
                LabUp up = stack.up(wanted, options());
                table(session, stack.status());
                session.terminal().line("Up in " + up.took().toMillis() + " ms: " + up.frontPage());
                session.terminal().line("CA certificate: " + up.caFile());
                session.terminal().line("Stack file:     " + up.stackFile());
                return ExitCode.GOOD;
            });
        }

        private LabTopology wanted() {
            try {
                return LabTopology.named(topology);
            } catch (IllegalArgumentException e) {
                throw CliException.usage(String.valueOf(e.getMessage()));
            }
        }

        private LabOptions options() {
            try {
                LabOptions options = LabOptions.defaults()
                        .withPorts(LabPorts.shiftedBy(portOffset))
                        .withStackFile(session.workingDirectory().resolve(stack))
                        .withShadowFiller(ShadowFilling::fill);
                options = originMemory == null ? options : options.withOriginMemory(originMemory);
                options = fpmChildren == null ? options : options.withFpmChildren(fpmChildren);
                options = apacheWorkers == null ? options : options.withApacheMaxRequestWorkers(apacheWorkers);
                return nginxWorkers == null ? options : options.withNginxWorkers(nginxWorkers);
            } catch (IllegalArgumentException e) {
                throw CliException.usage(String.valueOf(e.getMessage()));
            }
        }
    }

    @Command(
            name = "down",
            mixinStandardHelpOptions = true,
            description = "End every process of the stack.",
            footer = {"", "Example:", "  headroom lab down"})
    private static final class Down implements Callable<Integer> {
        private final Session session;

        Down(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            return lab(session, progress -> {
                LabStack.at(LabPaths.standard(), progress).down();
                session.terminal().line("The stack is down.");
                return ExitCode.GOOD;
            });
        }
    }

    @Command(
            name = "status",
            mixinStandardHelpOptions = true,
            description = "What runs where. Exit code 1 when something of a running stack does not serve.",
            footer = {"", "Example:", "  headroom lab status"})
    private static final class Status implements Callable<Integer> {
        private final Session session;

        Status(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            return lab(session, progress -> {
                var daemons = LabStack.at(LabPaths.standard(), progress).status();
                if (daemons.isEmpty()) {
                    session.terminal().line("No stack is up.");
                    return ExitCode.ANSWER_IS_NO;
                }
                table(session, daemons);
                boolean serving = daemons.stream().allMatch(daemon -> daemon.state() == DaemonStatus.State.SERVING);
                return serving ? ExitCode.GOOD : ExitCode.ANSWER_IS_NO;
            });
        }
    }

    @Command(
            name = "fault",
            mixinStandardHelpOptions = true,
            description = "Break something, or mend everything with `clear`.",
            footer = {"", "Examples:", "  headroom lab fault nginx-kill", "  headroom lab fault clear"})
    private static final class Fault implements Callable<Integer> {
        private final Session session;

        @Parameters(paramLabel = "NAME", description = "nginx-kill, apache-kill, fpm-kill, or clear.")
        private String name = "";

        Fault(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            return lab(session, progress -> {
                LabStack stack = LabStack.at(LabPaths.standard(), progress);
                if (name.equals("clear")) {
                    stack.clearFaults();
                } else {
                    stack.fault(fault());
                }
                table(session, stack.status());
                return ExitCode.GOOD;
            });
        }

        private LabFault fault() {
            try {
                return LabFault.named(name);
            } catch (IllegalArgumentException e) {
                throw CliException.usage(String.valueOf(e.getMessage()));
            }
        }
    }
}
