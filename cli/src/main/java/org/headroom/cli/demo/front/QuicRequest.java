package org.headroom.cli.demo.front;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http3.DefaultHttp3DataFrame;
import io.netty.handler.codec.http3.DefaultHttp3HeadersFrame;
import io.netty.handler.codec.http3.Http3DataFrame;
import io.netty.handler.codec.http3.Http3Headers;
import io.netty.handler.codec.http3.Http3HeadersFrame;
import io.netty.handler.codec.http3.Http3RequestStreamInboundHandler;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request on its own stream. */
final class QuicRequest extends Http3RequestStreamInboundHandler {
    private final Proxy proxy;
    private final WholeAnswer whole;
    private boolean asked;

    QuicRequest(Proxy proxy, WholeAnswer whole) {
        this.proxy = proxy;
        this.whole = whole;
    }

    /** Answers what it answers at all without a body, so there is no need to wait for the end of the request. */
    @Override
    protected void channelRead(ChannelHandlerContext ctx, Http3HeadersFrame frame) {
        if (asked) {
            return; // trailers
        }
        asked = true;
        Http3Headers headers = frame.headers();
        proxy.handle(
                text(headers.method()),
                text(headers.path()),
                Optional.ofNullable(headers.get("if-none-match")).map(CharSequence::toString),
                answer -> ctx.executor().execute(() -> write(ctx, answer)));
    }

    @Override
    protected void channelRead(ChannelHandlerContext ctx, Http3DataFrame frame) {
        frame.release();
    }

    @Override
    protected void channelInputClosed(ChannelHandlerContext ctx) {
        // Asked and perhaps answered already.
    }

    private void write(ChannelHandlerContext ctx, Answer answer) {
        var head = new DefaultHttp3HeadersFrame();
        head.headers().status(Integer.toString(answer.status()));
        for (Map.Entry<String, String> header : answer.headers()) {
            head.headers().add(header.getKey(), header.getValue());
        }
        boolean body = answer.body().hasRemaining();
        whole.expect(body ? 2 : 1);
        var _ = ctx.write(head);
        if (body) {
            var _ = ctx.write(new DefaultHttp3DataFrame(
                    Unpooled.wrappedBuffer(answer.body().duplicate())));
        }
        ctx.flush();
    }

    private static String text(@Nullable CharSequence value) {
        return value == null ? "" : value.toString();
    }
}
