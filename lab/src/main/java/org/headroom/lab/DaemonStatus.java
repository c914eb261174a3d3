package org.headroom.lab;

import java.util.Optional;

/**
 * One daemon of the stack, as it is now.
 *
 * @param pid its master's
 * @param pssBytes memory of master and workers, what they share counted once
 */
public record DaemonStatus(String host, String role, String address, State state, Optional<Long> pid, long pssBytes) {

    /** Whether it runs. */
    public enum State {
        /** It runs and serves. */
        SERVING,
        /** It runs, but does not answer. */
        SILENT,
        /** It was started and has ended, or was killed. */
        DEAD
    }
}
