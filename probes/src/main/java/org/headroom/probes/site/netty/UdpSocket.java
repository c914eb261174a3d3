package org.headroom.probes.site.netty;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.handler.codec.http3.Http3;
import io.netty.handler.codec.quic.QuicSslContext;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A UDP socket to one address and the visits on it. It is connected, so that a closed port is told of. A socket for each
 * visit would cost more than the visit: the codec reads the system's trusted certificates for each, though we never use
 * them.
 */
final class UdpSocket {
    private static final int WINDOW_BYTES = 6 * 1024 * 1024;
    private static final int IDLE_SECONDS = 30;

    /** In place of a port: sessions are kept by name and port, and one that is resumed shows no certificate. */
    private int sessionKey;

    private final Set<VisitTask> tasks = new LinkedHashSet<>();
    private final ChannelFuture connecting;

    UdpSocket(InetSocketAddress remote, EventLoop loop, QuicSslContext tls) {
        this.connecting = new Bootstrap()
                .group(loop)
                .channel(NioDatagramChannel.class)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(
                                        new Refusals(),
                                        Http3.newQuicClientCodecBuilder()
                                                .sslEngineProvider(quic -> tls.newEngine(
                                                        quic.alloc(),
                                                        Objects.requireNonNull(quic.attr(QuicConnector.NAME)
                                                                .get()),
                                                        ++sessionKey))
                                                .maxIdleTimeout(IDLE_SECONDS, TimeUnit.SECONDS)
                                                .initialMaxData(WINDOW_BYTES)
                                                .initialMaxStreamDataBidirectionalLocal(WINDOW_BYTES)
                                                .build(),
                                        new Errors());
                    }
                })
                .connect(remote);
    }

    /** Calls back when the socket is there; it stays until the visit leaves. */
    void carry(VisitTask task, Consumer<Channel> ready) {
        tasks.add(task);
        connecting.addListener((ChannelFutureListener) done -> {
            if (done.isSuccess()) {
                ready.accept(done.channel());
            } else {
                task.fail(Troubles.of(done.cause()));
            }
        });
    }

    /** A visit is over. True when it was the last, and the socket is closed. */
    boolean leave(VisitTask task) {
        if (tasks.remove(task) && tasks.isEmpty()) {
            var _ = connecting.channel().close();
            return true;
        }
        return false;
    }

    private void refused(Throwable cause) {
        List.copyOf(tasks).forEach(task -> task.fail(Troubles.of(cause)));
    }

    private final class Errors extends ChannelInboundHandlerAdapter {
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            refused(cause);
        }
    }

    /** What comes back of one packet is told when the next is sent, if that is before the socket is read. */
    private final class Refusals extends ChannelOutboundHandlerAdapter {
        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            context.write(message, promise.unvoid()).addListener(sent -> {
                if (sent.cause() instanceof PortUnreachableException) {
                    refused(sent.cause());
                }
            });
        }
    }
}
