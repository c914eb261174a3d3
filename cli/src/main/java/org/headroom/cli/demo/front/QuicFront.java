package org.headroom.cli.demo.front;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.handler.codec.http3.Http3;
import io.netty.handler.codec.http3.Http3ServerConnectionHandler;
import io.netty.handler.codec.quic.Quic;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicSslContext;
import io.netty.handler.codec.quic.QuicSslContextBuilder;
import io.netty.handler.codec.quic.QuicStreamChannel;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The QUIC listener for h3: one socket, one thread for every connection. */
public final class QuicFront implements AutoCloseable {
    private static final int STREAMS_PER_CONNECTION = 256;
    /** Requests are headers only; what a client may send before it is answered is bounded well below harm. */
    private static final long STREAM_WINDOW = 256 * 1024;

    private static final long CONNECTION_WINDOW = 16 * STREAM_WINDOW;
    /** The kernel grants what rmem_max allows; without it a burst of handshakes overruns the default 208 KiB. */
    private static final int SOCKET_BUFFER = 4 * 1024 * 1024;

    private final MultiThreadIoEventLoopGroup threads;
    private final Channel socket;
    private final ChannelGroup connections;

    private QuicFront(MultiThreadIoEventLoopGroup threads, Channel socket, ChannelGroup connections) {
        this.threads = threads;
        this.socket = socket;
        this.connections = connections;
    }

    /** Why the native library does not run here; empty: it does. */
    public static Optional<String> unavailable() {
        return Quic.isAvailable() ? Optional.empty() : Optional.of("native QUIC: " + rootCause());
    }

    /** Serves on a UDP port of the address. */
    public static QuicFront start(InetSocketAddress address, ServerIdentity identity, Proxy proxy)
            throws BindException {
        var threads = new MultiThreadIoEventLoopGroup(
                1, Thread.ofPlatform().name("demo-h3-", 0).daemon(true).factory(), NioIoHandler.newFactory());
        var connections = new DefaultChannelGroup("demo-h3", threads.next());
        ChannelFuture bound = new Bootstrap()
                .group(threads)
                .channel(NioDatagramChannel.class)
                .option(ChannelOption.SO_RCVBUF, SOCKET_BUFFER)
                .option(ChannelOption.SO_SNDBUF, SOCKET_BUFFER)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(2048))
                .handler(codec(tls(identity), proxy, connections))
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            stop(threads);
            var failure = new BindException("UDP port " + address.getPort() + " is not free");
            failure.initCause(bound.cause());
            throw failure;
        }
        return new QuicFront(threads, bound.channel(), connections);
    }

    @Override
    public void close() {
        // Each connection tells its client before the socket goes.
        connections.close().awaitUninterruptibly(500, TimeUnit.MILLISECONDS);
        socket.close().awaitUninterruptibly(500, TimeUnit.MILLISECONDS);
        stop(threads);
    }

    private static QuicSslContext tls(ServerIdentity identity) {
        return QuicSslContextBuilder.forServer(identity.key(), null, identity.certificate(), identity.authority())
                .applicationProtocols(Http3.supportedApplicationProtocols())
                .earlyData(true)
                .build();
    }

    private static ChannelHandler codec(QuicSslContext tls, Proxy proxy, ChannelGroup connections) {
        return Http3.newQuicServerCodecBuilder()
                .sslContext(tls)
                .maxIdleTimeout(60, TimeUnit.SECONDS)
                .initialMaxData(CONNECTION_WINDOW)
                .initialMaxStreamDataBidirectionalRemote(STREAM_WINDOW)
                .initialMaxStreamDataUnidirectional(STREAM_WINDOW)
                .initialMaxStreamsBidirectional(STREAMS_PER_CONNECTION)
                .initialMaxStreamsUnidirectional(16)
                .maxSendUdpPayloadSize(1350)
                .activeMigration(true)
                .handler(new ChannelInitializer<QuicChannel>() {
                    @Override
                    protected void initChannel(QuicChannel connection) {
                        connections.add(connection);
                        connection.pipeline().addLast(new Http3ServerConnectionHandler(requests(proxy)));
                    }
                })
                .build();
    }

    private static ChannelHandler requests(Proxy proxy) {
        return new ChannelInitializer<QuicStreamChannel>() {
            @Override
            protected void initChannel(QuicStreamChannel stream) {
                var whole = new WholeAnswer();
                stream.pipeline().addFirst(whole).addLast(new QuicRequest(proxy, whole));
            }
        };
    }

    private static void stop(MultiThreadIoEventLoopGroup threads) {
        threads.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }

    private static String rootCause() {
        Throwable cause = Quic.unavailabilityCause();
        while (cause != null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause);
    }
}
