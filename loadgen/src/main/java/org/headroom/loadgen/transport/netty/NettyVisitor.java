package org.headroom.loadgen.transport.netty;

import io.netty.channel.Channel;
import io.netty.handler.codec.quic.QuicSslEngine;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import org.headroom.loadgen.transport.ExchangeListener;
import org.headroom.loadgen.transport.FailureKind;
import org.headroom.loadgen.transport.HandshakeVerifier.Verdict;
import org.headroom.loadgen.transport.OngoingExchange;
import org.headroom.loadgen.transport.Outcome;
import org.headroom.loadgen.transport.Route;
import org.headroom.loadgen.transport.VisitorConnections;
import org.headroom.loadgen.transport.WebRequest;

/** One visitor's QUIC connections, all on one event loop. */
final class NettyVisitor implements VisitorConnections {
    private final NettyH3Transport transport;
    private final Channel datagrams;
    private final int sessionKey;
    private final Map<Route, H3Connection> connections = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** {@code sessionKey} tells visitors apart in the TLS session cache that all share. */
    NettyVisitor(NettyH3Transport transport, Channel datagrams, int sessionKey) {
        this.transport = transport;
        this.datagrams = datagrams;
        this.sessionKey = sessionKey;
    }

    @Override
    public void send(WebRequest request, ExchangeListener listener) {
        OngoingExchange ongoing = new OngoingExchange(request, listener);
        if (closed) {
            ongoing.fail(FailureKind.INTERRUPTED, "the visitor left");
        } else if (request.address().isUnresolved()) {
            ongoing.fail(FailureKind.NAME_UNRESOLVED, request.host() + " has no address");
        } else if (!request.scheme().equals("https")) {
            ongoing.fail(FailureKind.PROTOCOL_NOT_OFFERED, "there is no h3 without TLS");
        } else {
            dispatch(new H3Exchange(ongoing));
        }
    }

    @Override
    public void connect(WebRequest like, Consumer<Optional<Outcome.Failed>> done) {
        if (closed) {
            done.accept(Optional.of(H3Connection.interrupted()));
        } else {
            connection(Route.of(like)).connect(done);
        }
    }

    /** Gives the exchange to the route's connection of the moment. */
    void dispatch(H3Exchange exchange) {
        connection(Route.of(exchange.ongoing().request())).send(exchange);
    }

    private H3Connection connection(Route route) {
        return connections.computeIfAbsent(route, wanted -> new H3Connection(this, wanted));
    }

    @Override
    public void close() {
        closed = true;
        connections.values().forEach(H3Connection::close);
        transport.gone(this);
    }

    boolean closed() {
        return closed;
    }

    Channel datagrams() {
        return datagrams;
    }

    int connectTimeoutMillis() {
        return transport.connectTimeoutMillis();
    }

    QuicSslEngine newEngine(Route route) {
        return transport.newEngine(route.host(), sessionKey);
    }

    Verdict takeVerdict(SSLEngine engine) {
        return transport.takeVerdict(engine);
    }

    void forget(H3Connection connection) {
        connections.remove(connection.route(), connection);
    }

    void connectionOpened() {
        transport.connectionOpened();
    }

    void connectionClosed() {
        transport.connectionClosed();
    }
}
