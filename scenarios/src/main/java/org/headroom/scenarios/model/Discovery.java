package org.headroom.scenarios.model;

import java.time.Duration;

/** When a browser learns that it needs a resource, relative to the resource's initiator. */
public sealed interface Discovery {

    /** Found while the initiator streams in, once {@code offsetBytes} of its decoded body have arrived. */
    record WhileStreaming(long offsetBytes) implements Discovery {
        public WhileStreaming {
            if (offsetBytes < 0) {
                throw new IllegalArgumentException("offset must not be negative: " + offsetBytes);
            }
        }
    }

    /** Found when the initiator has been received whole, as with fonts and images that a style sheet names. */
    record AfterParent() implements Discovery {}

    /** Requested by a script that ran for {@code delay} after the initiator had been received whole. */
    record AfterScript(Duration delay) implements Discovery {
        public AfterScript {
            if (delay.isNegative()) {
                throw new IllegalArgumentException("delay must not be negative: " + delay);
            }
        }
    }
}
