package org.headroom.probes.galera;

import java.util.Optional;
import org.headroom.probes.health.Level;

/**
 * Why a node gave no status.
 *
 * @param detail what was seen; never a secret
 */
record Trouble(Kind kind, String detail) {
    /** How bad it is, and what is to be done. The words begin a probe failure's problem, and rules know it by them. */
    enum Kind {
        REFUSED(
                Level.CRITICAL,
                "refuses connections",
                "mariadbd does not run there, or is still starting: see its log, then start it"),
        SILENT(
                Level.CRITICAL,
                "accepts connections but does not answer",
                "mariadbd or its host hangs (stopped, swapping, full disk): look at the host, kill and restart mariadbd"),
        UNREACHABLE(
                Level.CRITICAL,
                "cannot be reached",
                "the host is down, or the line to it, or a firewall drops packets"),
        LOST(Level.CRITICAL, "breaks connections off", "see the node's error log"),
        FULL(
                Level.CRITICAL,
                "has no connection left",
                "all of max_connections are in use, so sites get no database either: find who holds them (SHOW PROCESSLIST"
                        + " as root), then raise max_connections or lower pm.max_children"),
        DENIED(
                Level.UNKNOWN,
                "denies access",
                "check galera.user and the password file, or CREATE USER on one node; no privilege but USAGE is needed"),
        BLOCKED(
                Level.UNKNOWN,
                "blocks this machine after many broken connections",
                "run FLUSH HOSTS there, and find what breaks connections"),
        UNENCRYPTED(
                Level.UNKNOWN,
                "cannot be talked to over TLS",
                "give mariadbd a certificate that this machine trusts (certificates.ca-file) and that names the node's"
                        + " address, or relax galera.tls"),
        UNKNOWN_HOST(
                Level.UNKNOWN,
                "has an address that does not resolve",
                "check galera.nodes of the stack file, and the name servers"),
        NO_PASSWORD(Level.UNKNOWN, "is not asked", "set galera.password-file to a file that this user can read"),
        ODD(Level.UNKNOWN, "gives an answer that is not understood", "see the node's error log");

        private final Level level;
        private final String words;
        private final String advice;

        Kind(Level level, String words, String advice) {
            this.level = level;
            this.words = words;
            this.advice = advice;
        }

        Level level() {
            return level;
        }

        String advice() {
            return advice;
        }
    }

    /** As a probe failure says it. */
    String problem() {
        return detail.isEmpty() ? kind.words : kind.words + ": " + detail;
    }

    /** Back from a probe failure; empty when it is none of ours, such as the engine's own at its deadline. */
    static Optional<Trouble> of(String problem) {
        for (Kind kind : Kind.values()) {
            if (problem.equals(kind.words)) {
                return Optional.of(new Trouble(kind, ""));
            }
            if (problem.startsWith(kind.words + ": ")) {
                return Optional.of(new Trouble(kind, problem.substring(kind.words.length() + 2)));
            }
        }
        return Optional.empty();
    }
}
