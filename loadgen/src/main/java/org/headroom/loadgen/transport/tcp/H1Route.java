package org.headroom.loadgen.transport.tcp;

import io.netty.channel.ChannelHandler;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.headroom.loadgen.transport.Exchange.ConnectionUse;
import org.headroom.loadgen.transport.Outcome;
import org.headroom.loadgen.transport.Route;

/** Up to six connections, each with one exchange at a time, as browsers have it on h1. */
final class H1Route extends RouteConnections {
    private static final int MOST_CONNECTIONS = 6;

    private final List<H1Connection> open = new ArrayList<>(2);
    /** The one used last is taken first: it is the least likely to be closed by the server. */
    private final ArrayDeque<H1Connection> idle = new ArrayDeque<>(MOST_CONNECTIONS + 1);

    H1Route(TcpVisitor visitor, Route route, int sessionKey) {
        super(visitor, route, sessionKey);
    }

    @Override
    ChannelHandler carrier(ConnectionUse firstUse, ConnectionEnd end) {
        return new H1Connection(this, firstUse, end);
    }

    @Override
    void opened(ChannelHandler carrier) {
        H1Connection connection = (H1Connection) carrier;
        open.add(connection);
        idle.push(connection);
    }

    /** A browser fails the request that asked for the connection and goes on trying for the others. */
    @Override
    void notOpened(Outcome.Failed failed) {
        TcpExchange first = nextWaiting();
        if (first != null) {
            first.fail(failed);
        }
    }

    @Override
    void pump() {
        while (anyWaiting()) {
            H1Connection free = idle.poll();
            if (free == null) {
                break;
            }
            TcpExchange next = nextWaiting();
            if (next != null) {
                free.carry(next);
            }
        }
        while (dialing() < waitingCount() && open.size() + dialing() < MOST_CONNECTIONS) {
            dial();
        }
    }

    /** The connection has done its exchange and can take another. */
    void freed(H1Connection connection) {
        TcpExchange next = nextWaiting();
        if (next == null) {
            idle.push(connection);
        } else {
            connection.carry(next);
        }
    }

    /** The connection takes no more. */
    void gone(H1Connection connection) {
        open.remove(connection);
        idle.remove(connection);
    }

    @Override
    boolean anyOpen() {
        return !open.isEmpty();
    }

    @Override
    void closeConnections() {
        List.copyOf(open).forEach(H1Connection::leave);
    }
}
