package org.headroom.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.headroom.scenarios.stack.Machine;
import org.headroom.scenarios.stack.Stack;
import org.headroom.scenarios.yaml.DurationText;
import picocli.CommandLine.Option;

/** What check and watch both are asked: which stack, which part of it, until when. */
final class WatchedOptions {
    private static final Duration LEAST = Duration.ofSeconds(1);

    @Option(
            names = "--stack",
            paramLabel = "FILE",
            description = "The stack file (default: stack.yaml in the working directory).")
    private Path stackFile = Path.of("stack.yaml");

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAMES",
            description = "Only these tiers (nginx, apache, fpm, galera, gluster, namespace, host) or hosts.")
    private List<String> only = List.of();

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description = "When a look is to be done, whatever hangs (default: 10s; at least 1s).")
    private String timeout = "10s";

    /** The stack file, wherever the command was started. */
    Path stackFile(Session session) {
        return session.workingDirectory().resolve(stackFile);
    }

    /** Which probes are asked; says so when a name is neither a tier nor a host. */
    Selection selection(Stack stack) {
        List<String> tiers = StackWatch.tierNames();
        List<String> hosts = stack.machines().stream().map(Machine::name).toList();
        for (String name : only) {
            if (!tiers.contains(name) && !hosts.contains(name)) {
                throw CliException.usage("--only " + name + ": no tier (" + String.join(", ", tiers)
                        + ") and no host of " + stackFile.getFileName() + " (" + String.join(", ", hosts) + ")");
            }
        }
        return new Selection(
                only.stream().filter(tiers::contains).toList(),
                only.stream().filter(hosts::contains).toList());
    }

    /** When to be done. */
    Duration timeout() {
        return duration("--timeout", timeout, LEAST);
    }

    static Duration duration(String option, String text, Duration least) {
        try {
            Duration duration = DurationText.parse(text);
            if (duration.compareTo(least) >= 0) {
                return duration;
            }
        } catch (IllegalArgumentException e) {
            throw CliException.usage(option + " " + e.getMessage());
        }
        throw CliException.usage(option + " must be at least " + DurationText.format(least));
    }
}
