package org.headroom.loadgen.transport.tcp;

import io.netty.channel.EventLoop;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.headroom.loadgen.transport.ExchangeListener;
import org.headroom.loadgen.transport.FailureKind;
import org.headroom.loadgen.transport.OngoingExchange;
import org.headroom.loadgen.transport.Outcome;
import org.headroom.loadgen.transport.Protocol;
import org.headroom.loadgen.transport.Route;
import org.headroom.loadgen.transport.VisitorConnections;
import org.headroom.loadgen.transport.WebRequest;

/** One visitor's connections, all on one event loop. */
final class TcpVisitor implements VisitorConnections {
    private final NettyTcpTransport transport;
    private final LoopState state;
    /** On the loop only, as is all that hangs from it. */
    private final Map<Route, RouteConnections> routes = new HashMap<>(4);

    private long exchanges;
    private volatile boolean closed;

    TcpVisitor(NettyTcpTransport transport, LoopState state) {
        this.transport = transport;
        this.state = state;
    }

    static Outcome.Failed left() {
        return new Outcome.Failed(FailureKind.INTERRUPTED, "the visitor left");
    }

    @Override
    public void send(WebRequest request, ExchangeListener listener) {
        OngoingExchange ongoing = new OngoingExchange(request, listener);
        if (request.address().isUnresolved()) {
            ongoing.fail(FailureKind.NAME_UNRESOLVED, request.host() + " has no address");
            return;
        }
        if (transport.protocol() == Protocol.H2 && !request.scheme().equals("https")) {
            ongoing.fail(FailureKind.PROTOCOL_NOT_OFFERED, "browsers speak h2 over TLS only");
            return;
        }
        TcpExchange exchange = new TcpExchange(this, ongoing);
        if (loop().inEventLoop()) {
            exchange.run();
            return;
        }
        try {
            loop().execute(exchange);
        } catch (RejectedExecutionException _) {
            // The transport was closed.
            ongoing.fail(FailureKind.INTERRUPTED, "the visitor left");
        }
    }

    /** Gives the exchange to its route; again, when a connection was lost under it. */
    void dispatch(TcpExchange exchange) {
        if (closed) {
            exchange.fail(left());
            return;
        }
        Route route = Route.of(exchange.request());
        RouteConnections connections = routes.get(route);
        if (connections == null) {
            connections = transport.protocol() == Protocol.H1
                    ? new H1Route(this, route, transport.nextSessionKey())
                    : new H2Route(this, route, transport.nextSessionKey());
            routes.put(route, connections);
        }
        connections.accept(exchange);
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        transport.gone(this);
        try {
            // Never at once: the caller may be a listener in the midst of a connection's work.
            loop().execute(() -> List.copyOf(routes.values()).forEach(RouteConnections::close));
        } catch (RejectedExecutionException _) {
            // The transport was closed, and has closed every connection.
        }
    }

    boolean closed() {
        return closed;
    }

    NettyTcpTransport transport() {
        return transport;
    }

    EventLoop loop() {
        return state.loop();
    }

    Deadlines deadlines() {
        return state.deadlines();
    }

    FieldTexts texts() {
        return state.texts();
    }

    long nextNumber() {
        return exchanges++;
    }
}
