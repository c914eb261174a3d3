package org.headroom.tuner.refine;

import java.io.Serial;

/** A trial that could not be made; the message is for people. */
public final class TrialException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    /** With what stood in the way. */
    public TrialException(String message) {
        super(message);
    }
}
