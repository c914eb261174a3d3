package org.headroom.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.headroom.scenarios.stack.Machine;
import org.headroom.scenarios.stack.Stack;
import org.headroom.scenarios.yaml.DurationText;
import org.jspecify.annotations.Nullable;

/** What a check was asked for, checked. */
final class CheckOptions {
    private static final Duration LEAST = Duration.ofSeconds(1);

    private final Path stackFile;
    private final List<String> only;
    private final Duration timeout;
    private final @Nullable Path textfile;
    private final Path stateDirectory;

    CheckOptions(
            Path stackFile,
            List<String> only,
            String timeout,
            @Nullable Path textfile,
            @Nullable Path state,
            Session session) {
        this.stackFile = stackFile;
        this.only = List.copyOf(only);
        this.timeout = duration("--timeout", timeout, LEAST);
        this.textfile = textfile == null ? null : session.workingDirectory().resolve(textfile);
        this.stateDirectory =
                state == null ? standardState() : session.workingDirectory().resolve(state);
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

    private static Path standardState() {
        if ("root".equals(System.getProperty("user.name"))) {
            return Path.of("/var/lib/headroom/check");
        }
        String base = System.getenv("XDG_STATE_HOME");
        return base != null && base.startsWith("/")
                ? Path.of(base, "headroom", "check")
                : Path.of(System.getProperty("user.home"), ".local", "state", "headroom", "check");
    }

    Path stackFile() {
        return stackFile;
    }

    Duration timeout() {
        return timeout;
    }

    @Nullable
    Path textfile() {
        return textfile;
    }

    Path stateDirectory() {
        return stateDirectory;
    }

    /** The state's name: two stack files of one user do not share it. */
    String stateName() {
        Path whole = stackFile.toAbsolutePath().normalize();
        return "stack-" + Integer.toHexString(whole.toString().hashCode());
    }

    /** Which probes are asked; says so when a name is neither a tier nor a host. */
    Selection selection(List<String> tiers, Stack stack) {
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

    /** Tiers and hosts that were named; none of a kind: all of it. */
    record Selection(List<String> tiers, List<String> hosts) {
        static final Selection ALL = new Selection(List.of(), List.of());

        boolean hasTier(String tier) {
            return tiers.isEmpty() || tiers.contains(tier);
        }

        /** Whether a probe of that host is asked; one of no single host always is. */
        boolean hasHost(String probeHost, Stack stack) {
            String machine = probeHost.split("[/:]", 2)[0];
            return hosts.isEmpty()
                    || hosts.contains(machine)
                    || stack.machine(machine).isEmpty();
        }
    }
}
