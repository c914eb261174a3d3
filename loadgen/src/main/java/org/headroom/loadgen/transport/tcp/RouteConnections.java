package org.headroom.loadgen.transport.tcp;

import io.netty.channel.ChannelHandler;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import org.headroom.loadgen.transport.Exchange.ConnectionUse;
import org.headroom.loadgen.transport.FailureKind;
import org.headroom.loadgen.transport.Outcome;
import org.headroom.loadgen.transport.Route;
import org.jspecify.annotations.Nullable;

/** One visitor's connections of one route, and the exchanges that wait for one. All on the loop. */
abstract sealed class RouteConnections permits H1Route, H2Route {
    private final TcpVisitor visitor;
    private final Route route;
    private final int sessionKey;
    private final PriorityQueue<TcpExchange> waiting = new PriorityQueue<>(4, TcpExchange.ORDER);
    private final ArrayDeque<Dial> dials = new ArrayDeque<>(2);

    RouteConnections(TcpVisitor visitor, Route route, int sessionKey) {
        this.visitor = visitor;
        this.route = route;
        this.sessionKey = sessionKey;
    }

    /** Makes the handler that carries exchanges over a new connection; only {@code end} comes after it. */
    abstract ChannelHandler carrier(ConnectionUse firstUse, ConnectionEnd end);

    /** A connection is ready: its last handler is the one that {@link #carrier} made. */
    abstract void opened(ChannelHandler carrier);

    /** A connection did not come about. */
    abstract void notOpened(Outcome.Failed failed);

    /** Gives waiting exchanges to connections, opening some where they are lacking. */
    abstract void pump();

    /** Whether a connection is open. */
    abstract boolean anyOpen();

    /** Closes every connection; what goes over it is cut off, the visitor leaves. */
    abstract void closeConnections();

    final TcpVisitor visitor() {
        return visitor;
    }

    final Route route() {
        return route;
    }

    final int sessionKey() {
        return sessionKey;
    }

    final void accept(TcpExchange exchange) {
        exchange.waitsAt(this);
        waiting.add(exchange);
        pump();
    }

    final boolean anyWaiting() {
        return !waiting.isEmpty();
    }

    final int waitingCount() {
        return waiting.size();
    }

    final @Nullable TcpExchange nextWaiting() {
        return waiting.poll();
    }

    final int dialing() {
        return dials.size();
    }

    final void dial() {
        Dial dial = new Dial(this);
        dials.add(dial);
        dial.start();
    }

    final void dialSucceeded(Dial dial, ChannelHandler carrier) {
        dials.remove(dial);
        opened(carrier);
        pump();
    }

    final void dialFailed(Dial dial, Outcome.Failed failed) {
        dials.remove(dial);
        notOpened(visitor.closed() ? TcpVisitor.left() : failed);
        pump();
    }

    /** The exchange ran out of time while it waited; it waits no longer. */
    final Outcome.Failed overdue(TcpExchange exchange) {
        waiting.remove(exchange);
        boolean connecting = !anyOpen() && !dials.isEmpty();
        return connecting
                ? new Outcome.Failed(FailureKind.CONNECT_TIMEOUT, "no connection in time")
                : new Outcome.Failed(FailureKind.TIMEOUT, "no connection was free in time");
    }

    /** Everything ends; the visitor is marked as closed. */
    final void close() {
        List<TcpExchange> cut = new ArrayList<>(waiting);
        waiting.clear();
        cut.forEach(exchange -> exchange.fail(TcpVisitor.left()));
        List.copyOf(dials).forEach(Dial::cancel);
        closeConnections();
    }
}
