package org.headroom.cli;

/** What a command's exit code means; {@code check} alone has the monitoring plugins' own meaning. */
final class ExitCode {
    /** Ran, and the answer is good. */
    static final int GOOD = 0;

    /** Ran, and the answer is no: a goal was missed. */
    static final int ANSWER_IS_NO = 1;

    /** Wrong usage or configuration: nothing was done. */
    static final int WRONG_USAGE = 2;

    /** Could not run, or was interrupted; partial results are kept. */
    static final int COULD_NOT_RUN = 3;

    private ExitCode() {}
}
