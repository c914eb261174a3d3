package org.headroom.loadgen.transport.tcp;

import java.io.Serial;

/** An answer breaks the rules of its protocol; the message says how, for people. */
final class MalformedAnswerException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    MalformedAnswerException(String message) {
        super(message, null, false, false);
    }
}
