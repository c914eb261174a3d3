package org.headroom.loadgen.transport.tcp;

import io.netty.channel.ChannelHandler;
import java.util.ArrayList;
import java.util.List;
import org.headroom.loadgen.transport.Exchange.ConnectionUse;
import org.headroom.loadgen.transport.Outcome;
import org.headroom.loadgen.transport.Route;
import org.jspecify.annotations.Nullable;

/** One connection that all exchanges share; another takes over when the server says goodbye. */
final class H2Route extends RouteConnections {
    private @Nullable H2Connection current;
    /** Connections that finish what they carry and take no more. */
    private final List<H2Connection> retired = new ArrayList<>(1);

    H2Route(TcpVisitor visitor, Route route, int sessionKey) {
        super(visitor, route, sessionKey);
    }

    @Override
    ChannelHandler carrier(ConnectionUse firstUse, ConnectionEnd end) {
        return new H2Connection(this, firstUse, end);
    }

    @Override
    void opened(ChannelHandler carrier) {
        current = (H2Connection) carrier;
    }

    /** All were waiting for the same connection. */
    @Override
    void notOpened(Outcome.Failed failed) {
        for (TcpExchange next = nextWaiting(); next != null; next = nextWaiting()) {
            next.fail(failed);
        }
    }

    @Override
    void pump() {
        H2Connection connection = current;
        if (connection == null) {
            if (anyWaiting() && dialing() == 0) {
                dial();
            }
            return;
        }
        while (anyWaiting() && connection.hasRoom()) {
            TcpExchange next = nextWaiting();
            if (next != null) {
                connection.carry(next);
            }
        }
    }

    /** The connection takes no more, but goes on with what it has. */
    void retired(H2Connection connection) {
        if (current == connection) {
            current = null;
            retired.add(connection);
        }
    }

    /** The connection is gone. */
    void gone(H2Connection connection) {
        if (current == connection) {
            current = null;
        }
        retired.remove(connection);
    }

    @Override
    boolean anyOpen() {
        return current != null;
    }

    @Override
    void closeConnections() {
        List.copyOf(retired).forEach(H2Connection::leave);
        if (current != null) {
            current.leave();
        }
    }
}
