package org.headroom.loadgen.transport.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.quic.DefaultQuicStreamFrame;

/**
 * Ends the request stream with the one frame that a GET has. Shutting the stream's output down afterwards sends the end
 * on its own, and quiche does not repeat such an empty end when its packet is lost after what came before was
 * acknowledged (cloudflare/quiche issue 2525): about one request in ten thousand then hung.
 */
final class RequestEnd extends ChannelOutboundHandlerAdapter {
    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        super.write(
                context, message instanceof ByteBuf frame ? new DefaultQuicStreamFrame(frame, true) : message, promise);
    }
}
