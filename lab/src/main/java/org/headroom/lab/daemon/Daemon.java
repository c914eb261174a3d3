package org.headroom.lab.daemon;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One daemon of the stack, ready to be configured, started and asked whether it serves. */
public sealed interface Daemon permits Nginx, Apache, PhpFpm, MariaDb {

    DaemonPlace place();

    /** What it is in the stack: {@code nginx}, {@code apache}, {@code fpm}, {@code mariadb}. */
    String role();

    /** Where it listens, for people. */
    String address();

    /** Writes its files; makes its directories. */
    void configure() throws IOException;

    /** Stays in the foreground. */
    List<String> command();

    default Map<String, String> environment() {
        return Map.of();
    }

    /** What is still lacking until it serves; empty when it does. */
    Optional<String> lacking();

    /** Where it writes what goes wrong. */
    default Path errorLog() {
        return place().dir().resolve("error.log");
    }

    /** How long it may take to end in order. */
    default Duration stopPatience() {
        return Duration.ofSeconds(10);
    }

    default String name() {
        return place().host() + "-" + role();
    }
}
