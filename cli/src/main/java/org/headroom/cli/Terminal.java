package org.headroom.cli;

import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;

/**
 * What the user sees while something goes on: plain lines, and one line of progress that is overwritten on a terminal
 * and printed every few seconds elsewhere.
 */
final class Terminal {
    private static final long PLAIN_EVERY_NANOS = Duration.ofSeconds(10).toNanos();
    private static final String CLEAR_LINE = "\r\u001b[2K";
    /** A line longer than the terminal is wide must be cut, or it could not be drawn over. */
    private static final String NO_WRAP = "\u001b[?7l";

    private static final String WRAP = "\u001b[?7h";

    private final PrintStream out;
    private final PrintStream err;
    private final boolean interactive;
    private boolean progressShown;
    private long lastPlainNanos;

    Terminal(PrintStream out, PrintStream err, boolean interactive) {
        this.out = out;
        this.err = err;
        this.interactive = interactive;
    }

    /** The terminal of this process. */
    static Terminal ofProcess() {
        boolean interactive = isTerminal() && !"dumb".equals(System.getenv("TERM"));
        return new Terminal(System.out, System.err, interactive);
    }

    /** Whether a person sits at both ends of this process. */
    static boolean isTerminal() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }

    synchronized void line(String text) {
        clearProgress();
        out.println(text);
        out.flush();
    }

    /** Text that has its line breaks. */
    synchronized void raw(String text) {
        clearProgress();
        out.print(text);
        out.flush();
    }

    synchronized void error(String text) {
        clearProgress();
        out.flush();
        err.println(text);
        err.flush();
    }

    synchronized void progress(String text) {
        if (interactive) {
            out.print(CLEAR_LINE + NO_WRAP + text + WRAP);
            out.flush();
            progressShown = true;
        } else if (System.nanoTime() - lastPlainNanos > PLAIN_EVERY_NANOS || lastPlainNanos == 0) {
            lastPlainNanos = System.nanoTime();
            line(text);
        }
    }

    private void clearProgress() {
        if (progressShown) {
            out.print(CLEAR_LINE);
            progressShown = false;
        }
    }
}
