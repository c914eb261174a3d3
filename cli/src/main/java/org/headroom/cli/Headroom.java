package org.headroom.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import org.headroom.scenarios.yaml.ConfigException;
import org.headroom.scenarios.yaml.ConfigProblem;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The `headroom` command. */
@Command(
        name = "headroom",
        version = "Headroom " + Headroom.VERSION,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "How much traffic a distributed WordPress stack can take, what gives way first,"
                    + " and which settings to change."
        },
        footer = {
            "",
            "Start here:",
            "  headroom demo                                  the whole job on an embedded stack",
            "  headroom capture https://www.example.org/ --out site.yaml",
            "  headroom load site.yaml --target https://www.example.org --allow www.example.org",
            "",
            "Exit codes: 0 good; 1 ran, and the answer is no (a goal missed); 2 wrong usage or configuration;",
            "3 could not run or was interrupted, partial results kept."
        })
public final class Headroom {
    static final String VERSION = "0.1.0";

    /** Time for a command to write its results after Ctrl-C. */
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    private Headroom() {}

    /** The JVM's way in. */
    public static void main(String[] arguments) {
        Interruption interruption = new Interruption(PATIENCE);
        interruption.install();
        int code = run(
                arguments,
                new Session(Terminal.ofProcess(), interruption, Path.of("").toAbsolutePath(), new LocalClock()));
        interruption.finished();
        System.exit(code);
    }

    /** Runs one command line and returns its exit code. */
    static int run(String[] arguments, Session session) {
        return commandLine(session, arguments).execute(arguments);
    }

    // Cron starts a check every minute: the options of all other commands need not be looked at for it.
    private static CommandLine commandLine(Session session, String[] arguments) {
        return arguments.length > 0 && arguments[0].equals("check")
                ? prepared(new CommandLine(new Headroom()).addSubcommand(new CheckCommand(session)), session)
                : commandLine(session);
    }

    static CommandLine commandLine(Session session) {
        CommandLine line = new CommandLine(new Headroom())
                .addSubcommand(new DemoCommand(session))
                .addSubcommand(new VerifyCommand(session))
                .addSubcommand(new CaptureCommand(session))
                .addSubcommand(new QuicCommand(session))
                .addSubcommand(new LoadCommand(session))
                .addSubcommand(new InjectorCommand(session))
                .addSubcommand(new CheckCommand(session))
                .addSubcommand(new WatchCommand(session))
                .addSubcommand(new TuneCommand(session))
                .addSubcommand(new ReportCommand(session))
                .addSubcommand(new SyncCommand(session))
                .addSubcommand(LabCommand.commandLine(session));
        return prepared(line, session);
    }

    private static CommandLine prepared(CommandLine line, Session session) {
        line.setExecutionExceptionHandler((problem, _, _) -> explain(problem, session));
        line.setParameterExceptionHandler((problem, _) -> explainUsage(problem, session));
        line.setUsageHelpWidth(110);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        return line;
    }

    private static int explainUsage(CommandLine.ParameterException problem, Session session) {
        CommandLine command = problem.getCommandLine();
        session.terminal().error("headroom: " + problem.getMessage());
        if (!command.getSubcommands().isEmpty() && !(problem instanceof CommandLine.UnmatchedArgumentException)) {
            session.terminal().error(command.getUsageMessage());
            return ExitCode.WRONG_USAGE;
        }
        java.io.StringWriter suggestions = new java.io.StringWriter();
        CommandLine.UnmatchedArgumentException.printSuggestions(problem, new PrintWriter(suggestions));
        if (!suggestions.toString().isBlank()) {
            session.terminal().error(suggestions.toString().strip());
        }
        session.terminal().error("See: " + command.getCommandSpec().qualifiedName() + " --help");
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static int explain(Exception problem, Session session) {
        Terminal terminal = session.terminal();
        return switch (problem) {
            case ConfigException config -> {
                for (ConfigProblem one : config.problems()) {
                    terminal.error(one.toString());
                }
                yield ExitCode.WRONG_USAGE;
            }
            case CliException expected -> {
                terminal.error("headroom: " + expected.getMessage());
                yield expected.exitCode();
            }
            case InterruptedException _ -> {
                terminal.error("headroom: interrupted");
                yield ExitCode.COULD_NOT_RUN;
            }
            case java.io.UncheckedIOException io -> {
                terminal.error("headroom: " + io.getMessage());
                yield ExitCode.COULD_NOT_RUN;
            }
            case java.io.IOException io -> {
                terminal.error("headroom: " + words(io));
                yield ExitCode.COULD_NOT_RUN;
            }
            default -> {
                terminal.error("headroom: unexpected: " + problem
                        + " (this is a fault of Headroom; HEADROOM_DEBUG=1 shows where)");
                if (System.getenv("HEADROOM_DEBUG") != null) {
                    problem.printStackTrace();
                }
                yield ExitCode.COULD_NOT_RUN;
            }
        };
    }

    /** Java's file exceptions carry only the file's name as message. */
    static String words(java.io.IOException problem) {
        return switch (problem) {
            case java.nio.file.NoSuchFileException missing -> missing.getFile() + ": no such file or directory";
            case java.nio.file.AccessDeniedException denied -> denied.getFile() + ": permission denied";
            case java.nio.file.FileAlreadyExistsException exists -> exists.getFile() + " exists already";
            default -> String.valueOf(problem.getMessage());
        };
    }
}
