package org.headroom.loadgen.transport.kwik;

import java.io.IOException;
import java.io.Serial;

/** The answer is not HTTP/3. */
final class MalformedAnswerException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    MalformedAnswerException(String message) {
        super(message);
    }
}
