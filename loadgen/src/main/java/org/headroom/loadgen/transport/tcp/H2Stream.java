package org.headroom.loadgen.transport.tcp;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** One exchange on an h2 connection, which alone touches it. */
final class H2Stream {
    final int id;
    final TcpExchange exchange;
    /** Body bytes that came and were not yet given back to the server's window. */
    int unacknowledged;
    /** What may still be sent of the request's body. */
    int sendWindow;
    /** What is left of the request's body; the stream owns it. */
    @Nullable
    ByteBuf unsent;

    boolean headSeen;

    H2Stream(int id, TcpExchange exchange, int sendWindow) {
        this.id = id;
        this.exchange = exchange;
        this.sendWindow = sendWindow;
    }

    void releaseBody() {
        ByteBuf body = unsent;
        unsent = null;
        if (body != null) {
            body.release();
        }
    }
}
