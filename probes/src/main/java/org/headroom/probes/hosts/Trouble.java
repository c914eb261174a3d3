package org.headroom.probes.hosts;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.headroom.probes.hosts.HostAnswer.Unreachable;

/** Says in one line why a helper did not run, from what ssh, sudo and the shells say. */
final class Trouble {
    private static final String DOCS = "see docs/probes/ssh.md";
    private static final int LONGEST = 160;

    /** What ends a run: in order, the first that fits. Texts of OpenSSH, sudo and the shells, lower case. */
    private record Known(Predicate<String> says, boolean reached, String problem, String advice) {
        Known(String text, boolean reached, String problem, String advice) {
            this(said -> said.contains(text), reached, problem, advice);
        }
    }

    private static final List<Known> KNOWN = List.of(
            new Known(
                    "remote host identification has changed",
                    true,
                    "the host shows another SSH key than the known one",
                    "if it was set up anew, renew its line in the known-hosts-file; else somebody else answers there"),
            new Known(
                    "host key verification failed",
                    true,
                    "the host's SSH key is not known here",
                    "compare it and add it to the known-hosts-file (ssh-keyscan prints it)"),
            new Known(
                    "could not resolve hostname",
                    true,
                    "its name does not resolve here",
                    "give it an address in the stack file, or a line in /etc/hosts"),
            new Known(
                    "banner exchange",
                    true,
                    "port %PORT% takes connections, but no SSH server greets",
                    "see whether sshd hangs there, and whether %PORT% is its port"),
            new Known(
                    said -> said.contains("connection timed out") || said.contains("operation timed out"),
                    false,
                    "does not answer (no connection to port %PORT% within the time limit)",
                    "see whether the host and its line are up, and whether a firewall drops SSH from here"),
            new Known(
                    said -> said.contains("no route to host") || said.contains("host is down"),
                    false,
                    "there is no route to it",
                    "see whether the host and its line are up"),
            new Known(
                    "network is unreachable",
                    false,
                    "its network cannot be reached from here",
                    "see this machine's routes and the host's line"),
            new Known(
                    "connection refused",
                    true,
                    "refuses SSH: nothing listens on port %PORT%",
                    "start sshd there, or set ssh.port"),
            new Known(
                    said -> said.contains("unprotected private key") || said.contains("bad permissions"),
                    true,
                    "ssh refuses its identity-file, which others may read",
                    "chmod 600 the identity-file"),
            new Known(
                    said -> said.contains("permission denied (") || said.contains("too many authentication failures"),
                    true,
                    "refuses the SSH login as %USER%",
                    "add the public key of the identity-file to %USER%'s authorized_keys; " + DOCS),
            new Known(
                    said -> said.contains("this account is") || said.contains("account has expired"),
                    true,
                    "the account %USER% may not run commands",
                    "give it a shell, or another user; " + DOCS),
            new Known(
                    said -> said.contains("sudo")
                            && (said.contains("password is required") || said.contains("terminal is required")),
                    true,
                    "sudo wants a password",
                    "allow the helper without one (NOPASSWD); " + DOCS),
            new Known(
                    said -> said.contains("sudo")
                            && (said.contains("not allowed") || said.contains("not in the sudoers")),
                    true,
                    "sudo does not let %USER% run the helper",
                    "add the line to sudoers; " + DOCS),
            new Known(
                    said -> said.contains("sudo") && said.contains("not found"),
                    true,
                    "there is no sudo",
                    "install sudo, or set ssh.sudo: false"),
            new Known(
                    said -> said.contains("perl") && (said.contains("not found") || said.contains("no such file")),
                    true,
                    "there is no perl",
                    "install perl-base (Debian) or perl (RHEL)"),
            new Known(
                    said -> said.contains("connection closed by") || said.contains("connection reset"),
                    true,
                    "closes SSH connections at once",
                    "see sshd's log there (MaxStartups, PerSourcePenalties, AllowUsers, hosts.deny)"),
            new Known("not responding", false, "stopped answering", "see whether the host and its line are up"));

    private final Way way;

    Trouble(Way way) {
        this.way = way;
    }

    /** The program that runs the helper could not be started. */
    Unreachable noProgram() {
        String program = way.command(Way.LEAST_CONNECT).getFirst();
        return new Unreachable(
                true, "cannot run " + program + " on this machine", "install " + program + " or mend its rights");
    }

    /** No look within the asker's patience. */
    Unreachable late(boolean reached, double seconds) {
        return new Unreachable(
                reached,
                String.format(
                        Locale.ROOT,
                        reached ? "no look at it within %.1f s" : "does not answer within %.1f s",
                        seconds),
                reached
                        ? "see load, memory and processes in state D there"
                        : "see whether the host and its line are up");
    }

    /** It said far too much. */
    Unreachable tooMuch(long bytes) {
        return new Unreachable(
                true,
                "sends more than " + bytes / (1 << 20) + " MiB and was cut off",
                "see what the login of " + way.user() + " runs there");
    }

    /**
     * It ended before the look was complete.
     *
     * @param exit status; empty: still running, or killed from here
     * @param said on standard error
     * @param lines whether any line of a look came
     */
    Unreachable ended(Optional<Integer> exit, String said, boolean lines) {
        String lower = said.toLowerCase(Locale.ROOT);
        Optional<Known> known =
                KNOWN.stream().filter(one -> one.says().test(lower)).findFirst();
        if (known.isPresent()) {
            return filled(known.get());
        }
        String last = said.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("**"))
                .reduce((_, next) -> next)
                .map(line -> ": " + (line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line))
                .orElse("");
        String status = exit.map(code -> " (exit status " + code + ")").orElse("");
        if (lines) {
            return new Unreachable(
                    true, "the helper's answer is cut off" + status + last, "see the host's log; run the check again");
        }
        return new Unreachable(
                true,
                "the helper did not run" + status + last,
                "log in as " + way.user() + " and see whether perl runs there; " + DOCS);
    }

    private Unreachable filled(Known known) {
        String advice = known.advice();
        Optional<Path> unreadable = way.identityFile().filter(file -> !Files.isReadable(file));
        if (unreadable.isPresent() && known.problem().contains("login")) {
            advice = "the identity-file " + unreadable.get() + " cannot be read here";
        }
        return new Unreachable(known.reached(), placed(known.problem()), placed(advice));
    }

    private String placed(String text) {
        return text.replace("%USER%", way.user()).replace("%PORT%", Integer.toString(way.port()));
    }
}
