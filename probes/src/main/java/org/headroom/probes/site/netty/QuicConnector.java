package org.headroom.probes.site.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http3.Http3;
import io.netty.handler.codec.http3.Http3ClientConnectionHandler;
import io.netty.handler.codec.http3.Http3FrameToHttpObjectCodec;
import io.netty.handler.codec.http3.Http3SettingsFrame;
import io.netty.handler.codec.quic.Quic;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicConnectionCloseEvent;
import io.netty.handler.codec.quic.QuicSslContext;
import io.netty.handler.codec.quic.QuicSslContextBuilder;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.X509TrustManager;
import org.headroom.probes.site.SiteFetcher.Request;
import org.headroom.probes.site.SiteFetcher.Trouble;
import org.jspecify.annotations.Nullable;

/** Visits over QUIC. Those to one address that are under way at the same time share a UDP socket. */
final class QuicConnector {
    /** Where the codec finds the name for a connection that it opens. */
    static final AttributeKey<String> NAME = AttributeKey.valueOf(QuicConnector.class, "name");

    private final X509TrustManager trust;
    private final Map<InetSocketAddress, UdpSocket> sockets = new HashMap<>();
    private @Nullable QuicSslContext context;

    QuicConnector(X509TrustManager trust) {
        this.trust = trust;
    }

    private QuicSslContext context() {
        QuicSslContext known = context;
        if (known == null) {
            known = QuicSslContextBuilder.forClient()
                    .trustManager(trust)
                    .endpointIdentificationAlgorithm(null)
                    .applicationProtocols("h3")
                    .build();
            context = known;
        }
        return known;
    }

    void start(VisitTask task) {
        if (!Quic.isAvailable()) {
            task.fail(new Trouble(Trouble.Kind.OWN, "no QUIC on this machine: " + Quic.unavailabilityCause()));
            return;
        }
        InetSocketAddress remote = task.remote();
        sockets.computeIfAbsent(remote, _ -> new UdpSocket(remote, task.loop(), context()))
                .carry(task, socket -> handshake(socket, remote, task));
        var _ = task.result().whenComplete((_, _) -> leave(task, remote));
    }

    /** Two turns of the loop later: the socket has to carry the end of the connection yet. */
    private void leave(VisitTask task, InetSocketAddress remote) {
        task.loop()
                .execute(() -> task.loop().execute(() -> {
                    UdpSocket used = sockets.get(remote);
                    if (used != null && used.leave(task)) {
                        sockets.remove(remote);
                    }
                }));
    }

    private static void handshake(Channel socket, InetSocketAddress remote, VisitTask task) {
        Future<QuicChannel> connecting = QuicChannel.newBootstrap(socket)
                .attr(NAME, task.visit().name())
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel created) {
                        task.owns(created);
                        created.pipeline()
                                .addLast(
                                        new Http3ClientConnectionHandler(new Settings(task), null, null, null, true),
                                        new Closing(task));
                    }
                })
                .remoteAddress(remote)
                .connect();
        connecting.addListener((Future<QuicChannel> done) -> {
            if (!done.isSuccess()) {
                task.fail(Troubles.of(done.cause()));
            } else if (!task.visit().requests().isEmpty()) {
                connected(done.getNow(), task);
            }
        });
    }

    private static void connected(QuicChannel quic, VisitTask task) {
        List<X509Certificate> chain =
                TcpConnector.chain(Objects.requireNonNull(quic.sslEngine()).getSession());
        task.connected(chain, request -> send(quic, task, request));
    }

    private static void send(QuicChannel quic, VisitTask task, Request request) {
        Http3.newRequestStream(quic, new ChannelInitializer<QuicStreamChannel>() {
                    @Override
                    protected void initChannel(QuicStreamChannel stream) {
                        stream.pipeline().addLast(new Http3FrameToHttpObjectCodec(false), new AnswerReader(task));
                    }
                })
                .addListener((Future<QuicStreamChannel> opened) -> {
                    if (opened.isSuccess()) {
                        task.owns(opened.getNow());
                        TcpConnector.send(opened.getNow(), task, request);
                    } else {
                        task.fail(Troubles.of(opened.cause()));
                    }
                });
    }

    /**
     * A visit without requests is over when the server's settings have come: it sends them when it has seen the end of
     * the handshake, which the client cannot know of otherwise.
     */
    private static final class Settings extends ChannelInboundHandlerAdapter {
        private final VisitTask task;

        Settings(VisitTask task) {
            this.task = task;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            boolean settings = message instanceof Http3SettingsFrame;
            ReferenceCountUtil.release(message);
            if (settings
                    && task.visit().requests().isEmpty()
                    && context.channel().parent() instanceof QuicChannel quic) {
                connected(quic, task);
            }
        }
    }

    private static final class Closing extends ChannelInboundHandlerAdapter {
        private final VisitTask task;

        Closing(VisitTask task) {
            this.task = task;
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
            if (event instanceof QuicConnectionCloseEvent close && !close.isTlsError()) {
                task.fail(new Trouble(
                        Trouble.Kind.CLOSED, "the server closed the connection with code " + close.error()));
            }
            super.userEventTriggered(context, event);
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) throws Exception {
            // The failed handshake is told of by its future, which knows more.
            context.channel()
                    .eventLoop()
                    .execute(() -> task.fail(new Trouble(Trouble.Kind.CLOSED, "the QUIC connection was closed")));
            super.channelInactive(context);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            task.fail(Troubles.of(cause));
        }
    }
}
