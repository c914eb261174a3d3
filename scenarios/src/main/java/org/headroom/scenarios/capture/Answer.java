package org.headroom.scenarios.capture;

import java.nio.ByteBuffer;
import java.util.Optional;

/** How one request of a capture ended. */
sealed interface Answer {
    /**
     * The server answered.
     *
     * @param contentType empty when it named none
     * @param location where a redirect leads, as sent
     * @param cacheable whether a browser would keep it
     * @param body decoded; empty unless it was asked for
     * @param size of the whole decoded body, or of what arrived before it was cut
     * @param cut whether the body was larger than allowed
     */
    record Received(
            int status,
            String contentType,
            Optional<String> location,
            boolean cacheable,
            ByteBuffer body,
            long size,
            boolean cut)
            implements Answer {
        boolean isRedirect() {
            return status >= 301 && status <= 308 && status != 304 && location.isPresent();
        }
    }

    /** No answer; the reason is part of a line for the user. */
    record Failed(String reason) implements Answer {}
}
