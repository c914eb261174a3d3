package org.headroom.cli.demo.front;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.quic.DefaultQuicStreamFrame;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Sits between a stream and the HTTP/3 codec and hands an answer's encoded frames to the stream as one, its last bytes
 * with the FIN. quiche does not send an empty FIN again that was lost after the bytes before it were acknowledged
 * (cloudflare/quiche issue 2525): with {@code SHUTDOWN_OUTPUT} after the body, about one answer in 5,000 never ended
 * when the client's socket buffer overflowed. One send also makes fewer packets than a send for every frame.
 */
final class WholeAnswer extends ChannelOutboundHandlerAdapter {
    private final Deque<ByteBuf> frames = new ArrayDeque<>(2);
    private int expectedFrames = 1;

    /** How many frames the answer has; to be said before the first is written. */
    void expect(int count) {
        expectedFrames = count;
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) throws Exception {
        if (!(message instanceof ByteBuf frame)) {
            super.write(ctx, message, promise);
            return;
        }
        frames.add(frame);
        if (frames.size() < expectedFrames) {
            promise.setSuccess(); // it goes with the last one, whose promise tells what became of them
            return;
        }
        ByteBuf whole = ctx.alloc()
                .directBuffer(frames.stream().mapToInt(ByteBuf::readableBytes).sum());
        frames.forEach(whole::writeBytes);
        releaseAll();
        super.write(ctx, new DefaultQuicStreamFrame(whole, true), promise);
    }

    /** The stream may end, reset by the client, before the answer is complete. */
    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        releaseAll();
    }

    private void releaseAll() {
        frames.forEach(ByteBuf::release);
        frames.clear();
    }
}
