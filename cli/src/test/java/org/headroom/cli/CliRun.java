package org.headroom.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/** Runs one command line as the launcher would, in this JVM, and keeps what it prints. */
final class CliRun {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Interruption interruption = new Interruption(Duration.ofSeconds(20));
    private final Session session;

    CliRun(Path workingDirectory) {
        session = new Session(
                new Terminal(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        false),
                interruption,
                workingDirectory,
                Clock.systemUTC());
    }

    int run(String... arguments) {
        return Headroom.run(arguments, session);
    }

    void interrupt() {
        interruption.interrupt();
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    String all() {
        return out() + err();
    }
}
