package org.headroom.cli.demo;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.handler.codec.http3.DefaultHttp3HeadersFrame;
import io.netty.handler.codec.http3.Http3;
import io.netty.handler.codec.http3.Http3ClientConnectionHandler;
import io.netty.handler.codec.http3.Http3DataFrame;
import io.netty.handler.codec.http3.Http3Headers;
import io.netty.handler.codec.http3.Http3HeadersFrame;
import io.netty.handler.codec.http3.Http3RequestStreamInboundHandler;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicSslContextBuilder;
import io.netty.handler.codec.quic.QuicStreamChannel;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** As little of an h3 client as asks for a path. */
final class H3Client implements AutoCloseable {
    private final MultiThreadIoEventLoopGroup threads = new MultiThreadIoEventLoopGroup(
            1, Thread.ofPlatform().name("test-h3").daemon(true).factory(), NioIoHandler.newFactory());
    private final InetSocketAddress address;
    private final Channel socket;

    H3Client(InetSocketAddress address, Path caFile) {
        this.address = address;
        var tls = QuicSslContextBuilder.forClient()
                .trustManager(caFile.toFile())
                .applicationProtocols(Http3.supportedApplicationProtocols())
                .build();
        socket = new Bootstrap()
                .group(threads)
                .channel(NioDatagramChannel.class)
                .handler(Http3.newQuicClientCodecBuilder()
                        .sslEngineProvider(channel -> tls.newEngine(channel.alloc(), "demo.headroom.test", 443))
                        .maxIdleTimeout(20, TimeUnit.SECONDS)
                        .initialMaxData(8 << 20)
                        .initialMaxStreamDataBidirectionalLocal(1 << 20)
                        .build())
                .bind(0)
                .syncUninterruptibly()
                .channel();
    }

    /** What came back. */
    record Response(int status, Http3Headers headers, ByteBuffer body) {}

    /** A new connection. */
    QuicChannel connect() throws Exception {
        return QuicChannel.newBootstrap(socket)
                .handler(new Http3ClientConnectionHandler())
                .streamHandler(new ChannelInboundHandlerAdapter())
                .remoteAddress(address)
                .connect()
                .get(10, TimeUnit.SECONDS);
    }

    /** Asks on a stream of its own. */
    CompletableFuture<Response> get(QuicChannel connection, String path, Map<String, String> headers) {
        var response = new CompletableFuture<Response>();
        Http3.newRequestStream(connection, new Reader(response)).addListener(opened -> {
            if (!opened.isSuccess()) {
                response.completeExceptionally(opened.cause());
                return;
            }
            var request = new DefaultHttp3HeadersFrame();
            request.headers()
                    .method("GET")
                    .scheme("https")
                    .authority("demo.headroom.test")
                    .path(path);
            headers.forEach(request.headers()::add);
            var stream = (QuicStreamChannel) opened.resultNow();
            stream.writeAndFlush(request).addListener(QuicStreamChannel.SHUTDOWN_OUTPUT);
        });
        return response;
    }

    @Override
    public void close() {
        socket.close().awaitUninterruptibly(1, TimeUnit.SECONDS);
        threads.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }

    private static final class Reader extends Http3RequestStreamInboundHandler {
        private final CompletableFuture<Response> response;
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private Http3Headers headers = new DefaultHttp3HeadersFrame().headers();

        Reader(CompletableFuture<Response> response) {
            this.response = response;
        }

        @Override
        protected void channelRead(ChannelHandlerContext ctx, Http3HeadersFrame frame) {
            headers = frame.headers();
        }

        @Override
        protected void channelRead(ChannelHandlerContext ctx, Http3DataFrame frame) {
            body.writeBytes(ByteBufUtil.getBytes(frame.content()));
            frame.release();
        }

        @Override
        protected void channelInputClosed(ChannelHandlerContext ctx) {
            response.complete(new Response(
                    Integer.parseInt(String.valueOf(headers.status())), headers, ByteBuffer.wrap(body.toByteArray())));
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            response.completeExceptionally(new IllegalStateException("the stream ended early"));
        }
    }
}
