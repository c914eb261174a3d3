package org.headroom.loadgen.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.handler.codec.http3.DefaultHttp3DataFrame;
import io.netty.handler.codec.http3.DefaultHttp3HeadersFrame;
import io.netty.handler.codec.http3.Http3;
import io.netty.handler.codec.http3.Http3DataFrame;
import io.netty.handler.codec.http3.Http3ErrorCode;
import io.netty.handler.codec.http3.Http3HeadersFrame;
import io.netty.handler.codec.http3.Http3RequestStreamInboundHandler;
import io.netty.handler.codec.http3.Http3ServerConnectionHandler;
import io.netty.handler.codec.quic.DefaultQuicStreamFrame;
import io.netty.handler.codec.quic.InsecureQuicTokenHandler;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicSslContext;
import io.netty.handler.codec.quic.QuicSslContextBuilder;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** h3 by Netty's codec. */
public final class NettyTestServer extends TestServer {
    /** Fewer than the tests ask for at once, so that a client must wait for more. */
    private static final int STREAMS = 16;

    static final byte[] RESET_TOKEN = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final EventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("h3-server", true), NioIoHandler.newFactory());
    private final AtomicInteger open = new AtomicInteger();
    private final Channel datagrams;

    private NettyTestServer(TestCertificate certificate, String protocol, boolean earlyData) {
        QuicSslContext tls = QuicSslContextBuilder.forServer(
                        certificate.key(), null, certificate.certificate(), certificate.issuer())
                .applicationProtocols(protocol)
                .earlyData(earlyData)
                .build();
        datagrams = new Bootstrap()
                .group(loops)
                .channel(NioDatagramChannel.class)
                .option(ChannelOption.SO_RCVBUF, 4 * 1024 * 1024)
                .handler(Http3.newQuicServerCodecBuilder()
                        .sslContext(tls)
                        .maxIdleTimeout(30, TimeUnit.SECONDS)
                        .initialMaxData(10_000_000)
                        .initialMaxStreamDataBidirectionalRemote(1_000_000)
                        .initialMaxStreamsBidirectional(STREAMS)
                        .activeMigration(true)
                        .activeConnectionIdLimit(4)
                        .statelessResetToken(RESET_TOKEN)
                        .tokenHandler(InsecureQuicTokenHandler.INSTANCE)
                        .handler(new ChannelInitializer<QuicChannel>() {
                            @Override
                            protected void initChannel(QuicChannel channel) {
                                open.incrementAndGet();
                                channel.closeFuture().addListener(_ -> open.decrementAndGet());
                                channel.pipeline().addLast(new Http3ServerConnectionHandler(new Streams()));
                            }
                        })
                        .build())
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .syncUninterruptibly()
                .channel();
    }

    public static TestServer h3(TestCertificate certificate) {
        return new NettyTestServer(certificate, "h3", false);
    }

    /** Takes a request that comes along with the handshake's first packet. */
    public static TestServer h3WithEarlyData(TestCertificate certificate) {
        return new NettyTestServer(certificate, "h3", true);
    }

    public static TestServer anotherProtocol(TestCertificate certificate) {
        return new NettyTestServer(certificate, "hq-interop", false);
    }

    @Override
    public InetSocketAddress address() {
        return (InetSocketAddress) datagrams.localAddress();
    }

    @Override
    int openConnections() {
        return open.get();
    }

    @Override
    public void close() {
        openGate();
        datagrams.close().awaitUninterruptibly();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private final class Streams extends ChannelInitializer<QuicStreamChannel> {
        @Override
        protected void initChannel(QuicStreamChannel stream) {
            Answering answering = new Answering();
            stream.pipeline().addFirst(answering.end());
            stream.pipeline().addLast(answering);
        }
    }

    private final class Answering extends Http3RequestStreamInboundHandler {
        private final ByteBuf received = Unpooled.buffer();
        private boolean echo;
        private volatile boolean ending;

        /** Where the codec's bytes leave for the stream. */
        ChannelHandler end() {
            return new ChannelOutboundHandlerAdapter() {
                @Override
                public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
                        throws Exception {
                    boolean last = ending && message instanceof ByteBuf;
                    super.write(context, last ? new DefaultQuicStreamFrame((ByteBuf) message, true) : message, promise);
                }
            };
        }

        @Override
        protected void channelRead(ChannelHandlerContext context, Http3HeadersFrame frame) {
            QuicStreamChannel stream = (QuicStreamChannel) context.channel();
            String path = String.valueOf(frame.headers().path());
            List<String> headers = new ArrayList<>();
            frame.headers().forEach(header -> {
                if (!header.getKey().toString().startsWith(":")) {
                    headers.add(header.getKey() + ": " + header.getValue());
                }
            });
            saw(new Seen(
                    path,
                    stream.parent().id().asLongText(),
                    String.valueOf(frame.headers().authority()),
                    false,
                    headers));
            if (path.startsWith("/endless")) {
                Thread.startVirtualThread(() -> endless(stream));
                return;
            }
            TestAnswer answer = TestAnswer.to(path);
            if (answer.manner() == TestAnswer.Manner.ECHO) {
                echo = true;
            } else {
                Thread.startVirtualThread(() -> answer(answer, stream));
            }
        }

        @Override
        protected void channelRead(ChannelHandlerContext context, Http3DataFrame frame) {
            received.writeBytes(frame.content());
            ReferenceCountUtil.release(frame);
        }

        @Override
        protected void channelInputClosed(ChannelHandlerContext context) {
            if (echo) {
                TestAnswer answer = new TestAnswer(
                        200, Map.of(), received.nioBuffer(), ByteBuffer.allocate(0), TestAnswer.Manner.PLAIN);
                QuicStreamChannel stream = (QuicStreamChannel) context.channel();
                Thread.startVirtualThread(() -> answer(answer, stream));
            }
        }

        private void answer(TestAnswer answer, QuicStreamChannel stream) {
            try {
                if (answer.held()) {
                    awaitGate();
                }
                switch (answer.manner()) {
                    case NEVER -> {}
                    case DIE -> closeConnection(stream);
                    case PLAIN, HELD, ECHO -> {
                        writeHead(answer, stream);
                        writeLast(answer.first(), stream);
                    }
                    case LAST -> {
                        writeHead(answer, stream);
                        write(answer.first(), stream);
                        stream.shutdownOutput().awaitUninterruptibly();
                    }
                    case GATED -> {
                        writeHead(answer, stream);
                        write(answer.first(), stream);
                        awaitGate();
                        writeLast(answer.rest(), stream);
                    }
                    case CUT -> {
                        writeHead(answer, stream);
                        write(answer.first(), stream);
                        closeConnection(stream);
                    }
                    case RESET -> {
                        writeHead(answer, stream);
                        var _ = stream.shutdownOutput(Http3ErrorCode.H3_INTERNAL_ERROR.code());
                    }
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }

        /** Until the client has had enough. */
        private void endless(QuicStreamChannel stream) {
            writeHead(
                    new TestAnswer(
                            200, Map.of(), ByteBuffer.allocate(0), ByteBuffer.allocate(0), TestAnswer.Manner.PLAIN),
                    stream);
            while (stream.isActive()
                    && stream.writeAndFlush(new DefaultHttp3DataFrame(Unpooled.wrappedBuffer(new byte[16_384])))
                            .awaitUninterruptibly()
                            .isSuccess()) {}
        }

        private void closeConnection(QuicStreamChannel stream) {
            var _ = stream.parent().close(true, Http3ErrorCode.H3_INTERNAL_ERROR.code(), Unpooled.EMPTY_BUFFER);
        }

        private void writeHead(TestAnswer answer, QuicStreamChannel stream) {
            DefaultHttp3HeadersFrame frame = new DefaultHttp3HeadersFrame();
            frame.headers().status(String.valueOf(answer.status()));
            answer.headers().forEach(frame.headers()::add);
            stream.writeAndFlush(frame).awaitUninterruptibly();
        }

        /** Ends the stream with the bytes themselves: quiche does not repeat a lone end that was lost. */
        private void writeLast(ByteBuffer bytes, QuicStreamChannel stream) {
            if (bytes.hasRemaining()) {
                ending = true;
                write(bytes, stream);
            } else {
                var _ = stream.shutdownOutput();
            }
        }

        private void write(ByteBuffer bytes, QuicStreamChannel stream) {
            if (bytes.hasRemaining()) {
                stream.writeAndFlush(new DefaultHttp3DataFrame(Unpooled.wrappedBuffer(bytes)))
                        .awaitUninterruptibly();
            }
        }
    }
}
