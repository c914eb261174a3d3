package org.headroom.loadgen.transport.tcp;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import org.headroom.loadgen.transport.Exchange.ConnectionUse;
import org.headroom.loadgen.transport.FailureKind;
import org.headroom.loadgen.transport.Outcome;
import org.headroom.loadgen.transport.Protocol;
import org.headroom.loadgen.transport.Route;
import org.jspecify.annotations.Nullable;

/** Opens one connection: TCP, TLS, ALPN; then makes room for the handler that speaks HTTP. */
final class Dial extends ChannelInboundHandlerAdapter {
    private final RouteConnections target;
    private final NettyTcpTransport transport;
    private final long startNanos = System.nanoTime();
    private @Nullable Channel channel;
    private @Nullable SslHandler tls;
    private long connectedNanos;
    private boolean over;

    Dial(RouteConnections target) {
        this.target = target;
        this.transport = target.visitor().transport();
    }

    void start() {
        ChannelFuture connecting = new Bootstrap()
                .group(target.visitor().loop())
                .channel(transport.channelClass())
                .option(ChannelOption.ALLOCATOR, transport.allocator())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, transport.connectTimeoutMillis())
                .handler(this)
                .connect(target.route().address());
        channel = connecting.channel();
        connecting.addListener(done -> {
            // Without a descriptor there is no channel and no loop behind it: that is told on another thread.
            if (!done.isSuccess() && target.visitor().loop().inEventLoop()) {
                failed(done.cause());
            } else if (!done.isSuccess()) {
                target.visitor().loop().execute(() -> failed(done.cause()));
            }
        });
    }

    /** The visitor leaves. */
    void cancel() {
        fail(TcpVisitor.left());
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        connectedNanos = System.nanoTime();
        transport.connectionOpened();
        context.channel().closeFuture().addListener(_ -> transport.connectionClosed());
        if (over || target.visitor().closed()) {
            cancel();
            var _ = context.close();
            return;
        }
        Route route = target.route();
        if (route.scheme().equals("https")) {
            SslHandler handler = transport.tls().newHandler(context.alloc(), route.host(), target.sessionKey());
            handler.setHandshakeTimeoutMillis(transport.connectTimeoutMillis());
            tls = handler;
            context.pipeline().addFirst(handler);
        } else {
            established(context, new ConnectionUse(route.address(), true, false, connectedNanos - startNanos, 0));
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        if (event instanceof SslHandshakeCompletionEvent handshake && !over) {
            if (handshake.isSuccess()) {
                secured(context);
            } else {
                failed(handshake.cause());
            }
        } else {
            super.userEventTriggered(context, event);
        }
    }

    private void secured(ChannelHandlerContext context) {
        SslHandler handler = tls;
        if (handler == null) {
            return;
        }
        boolean resumed = transport.tls().resumed(handler.engine());
        tls = null;
        if (transport.protocol() == Protocol.H2 && !"h2".equals(handler.applicationProtocol())) {
            fail(new Outcome.Failed(FailureKind.PROTOCOL_NOT_OFFERED, "the server does not offer h2"));
            return;
        }
        established(
                context,
                new ConnectionUse(
                        target.route().address(),
                        true,
                        resumed,
                        connectedNanos - startNanos,
                        System.nanoTime() - connectedNanos));
    }

    private void established(ChannelHandlerContext context, ConnectionUse use) {
        over = true;
        ConnectionEnd end = new ConnectionEnd();
        ChannelHandler carrier = target.carrier(use, end);
        context.pipeline().addLast(end);
        context.pipeline().replace(this, null, carrier);
        target.dialSucceeded(this, carrier);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        fail(new Outcome.Failed(FailureKind.CONNECTION_CLOSED, "the server closed the connection in its handshake"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        failed(cause);
    }

    private void failed(@Nullable Throwable cause) {
        if (cause != null) {
            fail(Failures.ofConnect(cause));
        }
    }

    private void fail(Outcome.Failed failed) {
        if (over) {
            return;
        }
        over = true;
        SslHandler handler = tls;
        if (handler != null) {
            transport.tls().forget(handler.engine());
        }
        Channel open = channel;
        if (open != null && open.isRegistered()) {
            var _ = open.close();
        }
        target.dialFailed(this, failed);
    }
}
