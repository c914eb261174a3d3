package org.headroom.cli.demo.front;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http3.DefaultHttp3DataFrame;
import io.netty.handler.codec.http3.DefaultHttp3HeadersFrame;
import io.netty.handler.codec.http3.Http3DataFrame;
import io.netty.handler.codec.http3.Http3Headers;
import io.netty.handler.codec.http3.Http3HeadersFrame;
import io.netty.handler.codec.http3.Http3RequestStreamInboundHandler;
import io.netty.handler.codec.quic.QuicStreamChannel;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request on its own stream. */
final class QuicRequest extends Http3RequestStreamInboundHandler {
    private final Proxy proxy;
    private Optional<Http3Headers> request = Optional.empty();

    QuicRequest(Proxy proxy) {
        this.proxy = proxy;
    }

    @Override
    protected void channelRead(ChannelHandlerContext ctx, Http3HeadersFrame frame) {
        if (request.isEmpty()) { // later ones are trailers
            request = Optional.of(frame.headers());
        }
    }

    @Override
    protected void channelRead(ChannelHandlerContext ctx, Http3DataFrame frame) {
        frame.release();
    }

    /** The whole request is here; only now may the answer end the stream without the client's side being cut off. */
    @Override
    protected void channelInputClosed(ChannelHandlerContext ctx) {
        request.ifPresent(headers -> proxy.handle(
                text(headers.method()),
                text(headers.path()),
                Optional.ofNullable(headers.get("if-none-match")).map(CharSequence::toString),
                answer -> ctx.executor().execute(() -> write(ctx, answer))));
    }

    private static void write(ChannelHandlerContext ctx, Answer answer) {
        var head = new DefaultHttp3HeadersFrame();
        head.headers().status(Integer.toString(answer.status()));
        for (Map.Entry<String, String> header : answer.headers()) {
            head.headers().add(header.getKey(), header.getValue());
        }
        ChannelFuture last = ctx.write(head);
        if (answer.body().hasRemaining()) {
            last = ctx.write(new DefaultHttp3DataFrame(
                    Unpooled.wrappedBuffer(answer.body().duplicate())));
        }
        last.addListener(QuicStreamChannel.SHUTDOWN_OUTPUT);
        ctx.flush();
    }

    private static String text(@Nullable CharSequence value) {
        return value == null ? "" : value.toString();
    }
}
