package org.headroom.loadgen.transport.netty;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http3.Http3;
import io.netty.handler.codec.http3.Http3ClientConnectionHandler;
import io.netty.handler.codec.http3.Http3ErrorCode;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicConnectionCloseEvent;
import io.netty.handler.codec.quic.QuicSslEngine;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.codec.quic.QuicStreamLimitChangedEvent;
import io.netty.handler.codec.quic.QuicStreamType;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.headroom.loadgen.transport.Exchange.ConnectionUse;
import org.headroom.loadgen.transport.FailureKind;
import org.headroom.loadgen.transport.HandshakeVerifier.Verdict;
import org.headroom.loadgen.transport.Outcome;
import org.headroom.loadgen.transport.Route;
import org.jspecify.annotations.Nullable;

/** One QUIC connection of one visitor and the exchanges on it. All state belongs to the event loop. */
final class H3Connection {
    /** Where the codec finds the engine for a connection that it opens. */
    static final AttributeKey<QuicSslEngine> ENGINE = AttributeKey.valueOf(H3Connection.class, "engine");

    private final NettyVisitor visitor;
    private final Route route;
    private final EventLoop loop;
    private final Deque<H3Exchange> waiting = new ArrayDeque<>();
    private final Set<H3Exchange> active = new LinkedHashSet<>();
    private final List<Consumer<Optional<Outcome.Failed>>> whenDecided = new ArrayList<>();
    private @Nullable QuicChannel channel;
    private @Nullable ConnectionUse firstUse;
    private @Nullable Channel opening;
    private String closedBecause = "the connection was closed";
    private boolean started;
    private boolean ended;

    H3Connection(NettyVisitor visitor, Route route) {
        this.visitor = visitor;
        this.route = route;
        this.loop = visitor.datagrams().eventLoop();
    }

    Route route() {
        return route;
    }

    void send(H3Exchange exchange) {
        if (loop.inEventLoop()) {
            accept(exchange);
        } else {
            loop.execute(() -> accept(exchange));
        }
    }

    /** Opens it, if that has not begun; tells how that ended. */
    void connect(Consumer<Optional<Outcome.Failed>> done) {
        loop.execute(() -> {
            if (visitor.closed() || ended) {
                done.accept(Optional.of(interrupted()));
            } else if (channel != null) {
                done.accept(Optional.empty());
            } else {
                whenDecided.add(done);
                if (!started) {
                    connect();
                }
            }
        });
    }

    /** The visitor leaves. */
    void close() {
        loop.execute(() -> {
            List<H3Exchange> cut = new ArrayList<>(active);
            cut.addAll(waiting);
            end();
            decided(Optional.of(interrupted()));
            cut.forEach(exchange -> exchange.fail(interrupted()));
            if (opening instanceof QuicChannel open) {
                var _ = open.close(true, Http3ErrorCode.H3_NO_ERROR.code(), Unpooled.EMPTY_BUFFER);
            }
        });
    }

    static Outcome.Failed interrupted() {
        return new Outcome.Failed(FailureKind.INTERRUPTED, "the visitor left");
    }

    private void accept(H3Exchange exchange) {
        if (visitor.closed()) {
            exchange.fail(interrupted());
            return;
        }
        if (!exchange.timed()) {
            exchange.timeoutBy(
                    loop.schedule(() -> timedOut(exchange), exchange.ongoing().remainingNanos(), TimeUnit.NANOSECONDS));
        }
        QuicChannel open = channel;
        if (ended || (open != null && !open.isActive())) {
            end();
            visitor.dispatch(exchange);
            return;
        }
        waiting.add(exchange);
        if (open != null) {
            drain();
        } else if (!started) {
            connect();
        }
    }

    private void timedOut(H3Exchange exchange) {
        waiting.remove(exchange);
        if (channel == null) {
            exchange.fail(new Outcome.Failed(FailureKind.CONNECT_TIMEOUT, "no QUIC handshake in time"));
            return;
        }
        exchange.fail(new Outcome.Failed(
                FailureKind.TIMEOUT, exchange.ongoing().answering() ? "body incomplete" : "no answer"));
    }

    private void connect() {
        started = true;
        QuicSslEngine engine = visitor.newEngine(route);
        long startNanos = System.nanoTime();
        Future<QuicChannel> connecting = QuicChannel.newBootstrap(visitor.datagrams())
                .attr(ENGINE, engine)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, visitor.connectTimeoutMillis())
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel created) {
                        opening = created;
                        created.pipeline().addLast(new Http3ClientConnectionHandler(), new Events());
                    }
                })
                .remoteAddress(route.address())
                .connect();
        connecting.addListener((Future<QuicChannel> done) -> {
            Verdict verdict = visitor.takeVerdict(engine);
            if (done.isSuccess()) {
                boolean resumed = verdict instanceof Verdict.NotAsked;
                firstUse = new ConnectionUse(route.address(), true, resumed, System.nanoTime() - startNanos, 0);
                connected(done.getNow());
            } else {
                notConnected(Failures.ofConnect(done.cause(), verdict));
            }
        });
    }

    private void connected(QuicChannel open) {
        channel = open;
        visitor.connectionOpened();
        open.closeFuture().addListener(_ -> {
            visitor.connectionClosed();
            closed();
        });
        if (visitor.closed()) {
            close();
        } else {
            decided(Optional.empty());
            drain();
        }
    }

    private void decided(Optional<Outcome.Failed> failed) {
        List<Consumer<Optional<Outcome.Failed>>> asked = List.copyOf(whenDecided);
        whenDecided.clear();
        asked.forEach(done -> done.accept(failed));
    }

    private void notConnected(Outcome.Failed failed) {
        List<H3Exchange> stranded = List.copyOf(waiting);
        end();
        Outcome.Failed why = visitor.closed() ? interrupted() : failed;
        decided(Optional.of(why));
        stranded.forEach(exchange -> exchange.fail(why));
    }

    /** Opens streams as far as the server allows; the rest waits for {@link QuicStreamLimitChangedEvent}. */
    private void drain() {
        QuicChannel open = channel;
        while (open != null && !waiting.isEmpty() && open.peerAllowedStreams(QuicStreamType.BIDIRECTIONAL) > 0) {
            H3Exchange next = waiting.removeFirst();
            if (next.ongoing().over()) {
                continue;
            }
            active.add(next);
            Http3.newRequestStream(open, next.reader()).addListener((Future<QuicStreamChannel> created) -> {
                if (created.isSuccess()) {
                    next.sendOver(this, created.getNow(), use());
                } else {
                    lost(next, String.valueOf(created.cause().getMessage()));
                }
            });
        }
    }

    private ConnectionUse use() {
        ConnectionUse use = firstUse;
        firstUse = null;
        return use == null ? ConnectionUse.reused(route.address()) : use;
    }

    void over(H3Exchange exchange) {
        active.remove(exchange);
        drain();
    }

    /** The stream has gone without an end. */
    void lost(H3Exchange exchange, String detail) {
        active.remove(exchange);
        if (visitor.closed()) {
            exchange.fail(interrupted());
        } else if (exchange.lostConnection(detail)) {
            end();
            visitor.dispatch(exchange);
        }
    }

    private void closed() {
        List<H3Exchange> cut = List.copyOf(active);
        List<H3Exchange> unsent = List.copyOf(waiting);
        end();
        cut.forEach(exchange -> lost(exchange, closedBecause));
        unsent.forEach(visitor::dispatch);
    }

    /** Takes no more exchanges; the visitor opens another connection for the next. */
    private void end() {
        ended = true;
        waiting.clear();
        visitor.forget(this);
    }

    private final class Events extends ChannelInboundHandlerAdapter {
        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
            switch (event) {
                case QuicStreamLimitChangedEvent _ -> drain();
                case QuicConnectionCloseEvent close -> closedBecause = "the server closed with code " + close.error();
                default -> {}
            }
            super.userEventTriggered(context, event);
        }
    }
}
