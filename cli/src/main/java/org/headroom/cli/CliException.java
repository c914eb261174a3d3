package org.headroom.cli;

/** Ends a command with a line for the user and an exit code. */
final class CliException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private CliException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** The user asked for something that does not make sense. */
    static CliException usage(String message) {
        return new CliException(ExitCode.WRONG_USAGE, message);
    }

    /** It could not be done. */
    static CliException failed(String message) {
        return new CliException(ExitCode.COULD_NOT_RUN, message);
    }

    int exitCode() {
        return exitCode;
    }
}
