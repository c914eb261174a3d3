package org.headroom.loadgen.transport.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.quic.DefaultQuicStreamFrame;

/**
 * Ends the request stream with the last bytes of the request itself. Shutting the stream's output down afterwards sends the end
 * on its own, and quiche does not repeat such an empty end when its packet is lost after what came before was
 * acknowledged (cloudflare/quiche issue 2525): about one request in ten thousand then hung.
 */
final class RequestEnd extends ChannelOutboundHandlerAdapter {
    /** Buffers that the codec writes for a request without body: one HEADERS frame. */
    static final int HEADERS_ONLY = 1;
    /** With a body: the HEADERS frame and one DATA frame. */
    static final int WITH_BODY = 2;

    private int buffersLeft;

    RequestEnd(int buffers) {
        this.buffersLeft = buffers;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        boolean last = message instanceof ByteBuf && --buffersLeft == 0;
        super.write(context, last ? new DefaultQuicStreamFrame((ByteBuf) message, true) : message, promise);
    }
}
