package org.headroom.loadgen.transport.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http3.DefaultHttp3DataFrame;
import io.netty.handler.codec.http3.DefaultHttp3Headers;
import io.netty.handler.codec.http3.DefaultHttp3HeadersFrame;
import io.netty.handler.codec.http3.Http3DataFrame;
import io.netty.handler.codec.http3.Http3ErrorCode;
import io.netty.handler.codec.http3.Http3Exception;
import io.netty.handler.codec.http3.Http3Headers;
import io.netty.handler.codec.http3.Http3HeadersFrame;
import io.netty.handler.codec.http3.Http3RequestStreamInboundHandler;
import io.netty.handler.codec.quic.QuicException;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.loadgen.transport.Exchange.ConnectionUse;
import org.headroom.loadgen.transport.FailureKind;
import org.headroom.loadgen.transport.NettyBody;
import org.headroom.loadgen.transport.OngoingExchange;
import org.headroom.loadgen.transport.Outcome;
import org.headroom.loadgen.transport.ResponseHead;
import org.headroom.loadgen.transport.WebRequest;
import org.jspecify.annotations.Nullable;

/**
 * One exchange. Everything happens on the visitor's event loop.
 *
 * <p>As on h1 and h2, a request on a connection that had been used before and died before a byte of the answer is sent
 * once more over a new one, and nothing else is ever repeated.
 */
final class H3Exchange {
    private final OngoingExchange ongoing;
    private @Nullable ScheduledFuture<?> timeout;
    private @Nullable H3Connection connection;
    private @Nullable QuicStreamChannel stream;
    private boolean onReusedConnection;
    private boolean retried;

    H3Exchange(OngoingExchange ongoing) {
        this.ongoing = ongoing;
    }

    OngoingExchange ongoing() {
        return ongoing;
    }

    boolean timed() {
        return timeout != null;
    }

    void timeoutBy(ScheduledFuture<?> scheduled) {
        timeout = scheduled;
    }

    /** It goes out on that stream now. */
    void sendOver(H3Connection carrier, QuicStreamChannel opened, ConnectionUse use) {
        stream = opened;
        connection = carrier;
        onReusedConnection = !use.opened();
        ongoing.on(use);
        Optional<String> body = ongoing.request().body();
        opened.pipeline().addFirst(new RequestEnd(body.isPresent() ? RequestEnd.WITH_BODY : RequestEnd.HEADERS_ONLY));
        ongoing.written();
        ChannelFutureListener told = sent -> {
            if (!sent.isSuccess()) {
                fail(Failures.ofStream(sent.cause(), ongoing));
            }
        };
        // Names were checked when the browser model was made; once more for each request would cost.
        Http3HeadersFrame head = new DefaultHttp3HeadersFrame(fill(new DefaultHttp3Headers(false)));
        if (body.isPresent()) {
            opened.write(head).addListener(told);
            ByteBuf bytes = ByteBufUtil.writeUtf8(opened.alloc(), body.get());
            opened.writeAndFlush(new DefaultHttp3DataFrame(bytes)).addListener(told);
        } else {
            opened.writeAndFlush(head).addListener(told);
        }
    }

    private Http3Headers fill(Http3Headers headers) {
        WebRequest request = ongoing.request();
        headers.method(request.method())
                .scheme(request.scheme())
                .authority(request.authority())
                .path(request.path());
        for (Map.Entry<String, String> header : request.headers()) {
            headers.add(header.getKey(), header.getValue());
        }
        request.body().ifPresent(body -> headers.setInt("content-length", ByteBufUtil.utf8Bytes(body)));
        return headers;
    }

    /** The stream's reader. */
    Http3RequestStreamInboundHandler reader() {
        return new Reader();
    }

    /** The connection is gone. True when the request should go out again over another one. */
    boolean lostConnection(String detail) {
        if (ongoing.over()) {
            return false;
        }
        if (onReusedConnection
                && !retried
                && ongoing.request().repeatable()
                && !ongoing.answering()
                && ongoing.remainingNanos() > 0) {
            retried = true;
            stream = null;
            connection = null;
            return true;
        }
        fail(new Outcome.Failed(FailureKind.CONNECTION_CLOSED, detail));
        return false;
    }

    void fail(Outcome.Failed failed) {
        ongoing.fail(failed.kind(), failed.detail());
        over();
    }

    private void over() {
        if (timeout != null) {
            timeout.cancel(false);
        }
        QuicStreamChannel used = stream;
        if (used != null && !used.isInputShutdown()) {
            var _ = used.shutdownInput(Http3ErrorCode.H3_REQUEST_CANCELLED.code(), used.newPromise());
        }
        H3Connection carrier = connection;
        if (carrier != null) {
            connection = null;
            carrier.over(this);
        }
    }

    private record Fields(Http3Headers fields) implements ResponseHead.Source {
        @Override
        public @Nullable CharSequence first(String name) {
            return fields.get(name);
        }

        @Override
        public List<String> all(String name) {
            return fields.getAll(name).stream().map(CharSequence::toString).toList();
        }
    }

    private final class Reader extends Http3RequestStreamInboundHandler {
        @Override
        protected void channelRead(ChannelHandlerContext context, Http3HeadersFrame frame) {
            Http3Headers headers = frame.headers();
            CharSequence status = headers.status();
            int code = status == null ? 0 : Integer.parseInt(status.toString());
            if (code >= 200) {
                Long length = headers.getLong("content-length");
                ongoing.headers(ResponseHead.of(code, length == null ? -1 : length, new Fields(headers)));
                endWhenAllIsHere();
            }
        }

        @Override
        protected void channelRead(ChannelHandlerContext context, Http3DataFrame frame) {
            try {
                NettyBody.give(frame.content(), ongoing);
            } finally {
                frame.release();
            }
            endWhenAllIsHere();
        }

        /**
         * Does not wait for the end of the stream when the announced bytes are here. On an overloaded machine, some
         * 9 in 60,000 streams from a quiche server had all their bytes and were never told the end, so they ran into
         * their timeout. The stream is left to close by itself.
         */
        private void endWhenAllIsHere() {
            if (ongoing.hasAllAnnounced()) {
                stream = null;
                ongoing.ended();
                over();
            }
        }

        @Override
        protected void channelInputClosed(ChannelHandlerContext context) {
            // The codec also says this when the whole connection went, which is no proper end.
            if (context.channel().parent().isActive()) {
                ongoing.ended();
                over();
            }
        }

        @Override
        protected void handleQuicException(ChannelHandlerContext context, QuicException exception) {
            fail(Failures.ofStream(exception, ongoing));
        }

        @Override
        protected void handleHttp3Exception(ChannelHandlerContext context, Http3Exception exception) {
            fail(Failures.ofStream(exception, ongoing));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            fail(Failures.ofStream(cause, ongoing));
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) throws Exception {
            super.channelInactive(context);
            H3Connection carrier = connection;
            if (carrier != null) {
                carrier.lost(H3Exchange.this, "the stream was closed");
            }
        }
    }
}
