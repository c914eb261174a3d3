package org.headroom.loadgen.transport.decode;

import java.nio.ByteBuffer;

/** Undoes one content coding of one body as it streams in. */
interface BodyDecoder extends AutoCloseable {
    /** Takes what was decoded; the buffer is valid only for the call. */
    @FunctionalInterface
    interface Sink {
        void take(ByteBuffer decoded);
    }

    /** Takes the next bytes of the body. What it cannot read any more, or what follows the end, is left. */
    void add(ByteBuffer bytes, Sink sink);

    /** Whether what came is, as a whole, properly coded; ask when the body has ended. Nothing at all is. */
    boolean valid();

    @Override
    void close();
}
