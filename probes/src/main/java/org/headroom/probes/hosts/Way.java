package org.headroom.probes.hosts;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.headroom.scenarios.stack.Ssh;

/** How a host is reached: which command here runs the helper there. */
interface Way {
    /** Shortest and longest time for a connection to come about. */
    Duration LEAST_CONNECT = Duration.ofSeconds(2);

    Duration MOST_CONNECT = Duration.ofSeconds(5);

    /** The command line. Nothing in it is secret. */
    List<String> command(Duration patience);

    /** Whether that is this machine. */
    default boolean local() {
        return true;
    }

    /** Who logs in there. */
    default String user() {
        return "this user";
    }

    /** Where sshd listens there. */
    default int port() {
        return 22;
    }

    /** The private key that opens it, if it is not ssh's own affair. */
    default Optional<Path> identityFile() {
        return Optional.empty();
    }

    /** This machine. */
    record Local(boolean sudo) implements Way {
        @Override
        public List<String> command(Duration patience) {
            return sudo ? List.of("sudo", "-n", "perl", "-") : List.of("perl", "-");
        }
    }

    /** Another, by the system's ssh. */
    record OverSsh(String address, Ssh ssh) implements Way {
        // The default exchange of today's clients costs 85 ms of CPU, this one 2 ms, and nothing secret is sent.
        // In front of the others, so that a server that wants another gets it.
        private static final String KEY_EXCHANGE = "KexAlgorithms=^curve25519-sha256";

        @Override
        public List<String> command(Duration patience) {
            List<String> all = new ArrayList<>(List.of("ssh", "-T"));
            option(all, "BatchMode=yes");
            option(all, "LogLevel=ERROR");
            option(
                    all,
                    String.format(
                            Locale.ROOT,
                            "ConnectTimeout=%d",
                            connectTimeout(patience).toSeconds()));
            option(all, "ServerAliveInterval=5");
            option(all, "ServerAliveCountMax=2");
            option(all, "ClearAllForwardings=yes");
            option(all, "ForwardAgent=no");
            option(all, "ForwardX11=no");
            option(all, "PermitLocalCommand=no");
            // A master that runs already is used; this process shall never become one and stay.
            option(all, "ControlMaster=no");
            option(all, KEY_EXCHANGE);
            ssh.identityFile().ifPresent(file -> {
                option(all, "IdentitiesOnly=yes");
                option(all, "IdentityFile=" + path(file));
            });
            ssh.knownHostsFile().ifPresent(file -> {
                option(all, "StrictHostKeyChecking=yes");
                option(all, "UserKnownHostsFile=" + path(file));
            });
            all.addAll(List.of("-p", Integer.toString(ssh.port()), "-l", ssh.user(), "--", address));
            all.add(ssh.sudo() ? "sudo -n perl -" : "perl -");
            return List.copyOf(all);
        }

        @Override
        public boolean local() {
            return false;
        }

        @Override
        public String user() {
            return ssh.user();
        }

        @Override
        public int port() {
            return ssh.port();
        }

        @Override
        public Optional<Path> identityFile() {
            return ssh.identityFile();
        }

        private static void option(List<String> all, String option) {
            all.addAll(List.of("-o", option));
        }

        // As ssh's configuration wants it: quoted for spaces, and % begins a token.
        private static String path(Path file) {
            return "\"" + file.toAbsolutePath().toString().replace("%", "%%") + "\"";
        }
    }

    /** How long a connection may take to come about: half of the asker's patience, between two and five seconds. */
    static Duration connectTimeout(Duration patience) {
        Duration half = patience.dividedBy(2);
        return half.compareTo(LEAST_CONNECT) < 0
                ? LEAST_CONNECT
                : half.compareTo(MOST_CONNECT) > 0 ? MOST_CONNECT : half;
    }
}
