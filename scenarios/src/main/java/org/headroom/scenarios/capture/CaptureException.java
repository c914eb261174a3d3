package org.headroom.scenarios.capture;

/** A page that cannot be captured; the message is one line for the user. */
public final class CaptureException extends Exception {
    private static final long serialVersionUID = 1L;

    public CaptureException(String message) {
        super(message);
    }
}
