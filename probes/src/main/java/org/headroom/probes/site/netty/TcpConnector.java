package org.headroom.probes.site.netty;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.concurrent.Future;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.X509TrustManager;
import org.headroom.probes.site.SiteFetcher.Protocol;
import org.headroom.probes.site.SiteFetcher.Request;
import org.headroom.probes.site.SiteFetcher.Trouble;

/** Visits over TCP: plain, h1, h2. */
final class TcpConnector {
    private static final int WINDOW_BYTES = 6 * 1024 * 1024;

    private final X509TrustManager trust;
    /** In place of a port: sessions are kept by name and port, and one that is resumed shows no certificate. */
    private int sessionKey;

    private final Map<Protocol, SslContext> contexts = new EnumMap<>(Protocol.class);

    TcpConnector(X509TrustManager trust) {
        this.trust = trust;
    }

    void start(VisitTask task) {
        var connecting = new Bootstrap()
                .group(task.loop())
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) throws SSLException {
                        prepare(channel, task);
                    }
                })
                .connect(task.remote());
        task.owns(connecting.channel());
        connecting.addListener((ChannelFutureListener) done -> {
            if (!done.isSuccess()) {
                task.fail(Troubles.of(done.cause()));
            } else if (task.visit().protocol() == Protocol.PLAIN) {
                h1(done.channel(), task, List.of());
            }
        });
    }

    private void prepare(Channel channel, VisitTask task) throws SSLException {
        if (task.visit().protocol() != Protocol.PLAIN) {
            SslHandler handler = context(task.visit().protocol())
                    .newHandler(channel.alloc(), task.visit().name(), ++sessionKey);
            SSLParameters parameters = handler.engine().getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(task.visit().name())));
            handler.engine().setSSLParameters(parameters);
            channel.pipeline().addLast(handler, new Secured(task, handler));
        }
    }

    private SslContext context(Protocol protocol) throws SSLException {
        SslContext known = contexts.get(protocol);
        if (known == null) {
            known = SslContextBuilder.forClient()
                    // A cold JVM's own TLS needs twice the CPU.
                    .sslProvider(OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK)
                    .trustManager(trust)
                    .endpointIdentificationAlgorithm(null)
                    .applicationProtocolConfig(new ApplicationProtocolConfig(
                            ApplicationProtocolConfig.Protocol.ALPN,
                            ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                            ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                            protocol == Protocol.H2 ? "h2" : "http/1.1"))
                    .build();
            contexts.put(protocol, known);
        }
        return known;
    }

    private static void h1(Channel channel, VisitTask task, List<X509Certificate> chain) {
        AnswerReader reader = new AnswerReader(task);
        channel.pipeline().addLast(new HttpClientCodec(), reader);
        task.connected(chain, request -> {
            reader.begin();
            send(channel, task, request);
        });
    }

    private static void h2(Channel channel, VisitTask task, List<X509Certificate> chain) {
        channel.pipeline()
                .addLast(
                        Http2FrameCodecBuilder.forClient()
                                .initialSettings(
                                        new Http2Settings().pushEnabled(false).initialWindowSize(WINDOW_BYTES))
                                .build(),
                        new Http2MultiplexHandler(new ChannelInboundHandlerAdapter()),
                        new Lost(task));
        task.connected(
                chain,
                request -> new Http2StreamChannelBootstrap(channel)
                        .handler(new ChannelInitializer<Channel>() {
                            @Override
                            protected void initChannel(Channel stream) {
                                stream.pipeline()
                                        .addLast(new Http2StreamFrameToHttpObjectCodec(false), new AnswerReader(task));
                            }
                        })
                        .open()
                        .addListener((Future<Http2StreamChannel> opened) -> {
                            if (opened.isSuccess()) {
                                task.owns(opened.getNow());
                                send(opened.getNow(), task, request);
                            } else {
                                task.fail(Troubles.of(opened.cause()));
                            }
                        }));
    }

    static void send(Channel channel, VisitTask task, Request request) {
        channel.writeAndFlush(Requests.of(request)).addListener(sent -> {
            if (!sent.isSuccess()) {
                task.fail(Troubles.of(sent.cause()));
            }
        });
    }

    /** Waits for the end of the TLS handshake. */
    private static final class Secured extends ChannelInboundHandlerAdapter {
        private final VisitTask task;
        private final SslHandler handler;

        Secured(VisitTask task, SslHandler handler) {
            this.task = task;
            this.handler = handler;
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
            if (event instanceof SslHandshakeCompletionEvent completion) {
                if (completion.isSuccess()) {
                    secured(context.channel());
                } else {
                    task.fail(Troubles.of(completion.cause()));
                }
            }
            super.userEventTriggered(context, event);
        }

        private void secured(Channel channel) {
            channel.pipeline().remove(this);
            List<X509Certificate> chain = chain(handler.engine().getSession());
            if (task.visit().protocol() != Protocol.H2) {
                h1(channel, task, chain);
            } else if ("h2".equals(handler.applicationProtocol())) {
                h2(channel, task, chain);
            } else {
                task.fail(new Trouble(Trouble.Kind.NOT_OFFERED, "the server does not offer h2"));
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            task.fail(new Trouble(Trouble.Kind.CLOSED, "the server closed the connection in its handshake"));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            task.fail(Troubles.of(cause));
        }
    }

    /** At the end of an h2 connection's pipeline. */
    private static final class Lost extends ChannelInboundHandlerAdapter {
        private final VisitTask task;

        Lost(VisitTask task) {
            this.task = task;
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            task.fail(new Trouble(Trouble.Kind.CLOSED, "the server closed the connection before its answer was whole"));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            task.fail(Troubles.of(cause));
        }
    }

    static List<X509Certificate> chain(SSLSession session) {
        List<X509Certificate> chain = new ArrayList<>();
        try {
            for (Certificate one : session.getPeerCertificates()) {
                if (one instanceof X509Certificate certificate) {
                    chain.add(certificate);
                }
            }
        } catch (SSLPeerUnverifiedException _) {
            // It showed none.
        }
        return chain;
    }
}
