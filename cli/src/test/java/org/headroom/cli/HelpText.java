package org.headroom.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import picocli.CommandLine;

/** The help of a command as picocli renders it. */
final class HelpText {
    private HelpText() {}

    static String of(String command) {
        CommandLine line = Headroom.commandLine(new Session(
                new Terminal(System.out, System.err, false),
                new Interruption(Duration.ZERO),
                Path.of(""),
                Clock.systemUTC()));
        for (String name : command.split(" ", -1)) {
            line = Objects.requireNonNull(line.getSubcommands().get(name), name);
        }
        return line.getUsageMessage(CommandLine.Help.Ansi.OFF);
    }
}
