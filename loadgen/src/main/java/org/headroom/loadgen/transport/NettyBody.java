package org.headroom.loadgen.transport;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;

/** Pieces of a body as Netty's codecs give them. */
public final class NettyBody {
    private NettyBody() {}

    /** Hands a piece to its exchange; it is consumed when this returns, and still the caller's to release. */
    public static void give(ByteBuf piece, OngoingExchange exchange) {
        if (!piece.isReadable()) {
            return;
        }
        if (piece.nioBufferCount() == 1) {
            exchange.body(piece.internalNioBuffer(piece.readerIndex(), piece.readableBytes()));
            return;
        }
        for (ByteBuffer part : piece.nioBuffers()) {
            exchange.body(part);
        }
    }
}
