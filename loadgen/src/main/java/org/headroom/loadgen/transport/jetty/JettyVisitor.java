package org.headroom.loadgen.transport.jetty;

import java.nio.channels.SelectableChannel;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.client.Connection;
import org.eclipse.jetty.util.IO;
import org.eclipse.jetty.util.component.LifeCycle;
import org.headroom.loadgen.transport.ExchangeListener;
import org.headroom.loadgen.transport.FailureKind;
import org.headroom.loadgen.transport.OngoingExchange;
import org.headroom.loadgen.transport.Protocol;
import org.headroom.loadgen.transport.Route;
import org.headroom.loadgen.transport.VisitorConnections;
import org.headroom.loadgen.transport.WebRequest;
import org.jspecify.annotations.Nullable;

/** One visitor's destinations, connections and TLS sessions inside the client that all share. */
final class JettyVisitor implements VisitorConnections {
    private final JettyTransport transport;
    private final Map<Route, RouteDestination> destinations = new ConcurrentHashMap<>();
    private final Map<Connection, OpenedConnection> established = new ConcurrentHashMap<>();
    private final Set<SelectableChannel> connecting = ConcurrentHashMap.newKeySet();
    private final Set<org.eclipse.jetty.io.Connection> sockets = ConcurrentHashMap.newKeySet();
    private final Set<JettyExchange> underWay = ConcurrentHashMap.newKeySet();
    private @Nullable SSLContext sslContext;
    private volatile boolean closed;

    JettyVisitor(JettyTransport transport) {
        this.transport = transport;
    }

    @Override
    public void send(WebRequest request, ExchangeListener listener) {
        OngoingExchange ongoing = new OngoingExchange(request, listener);
        if (request.address().isUnresolved()) {
            ongoing.fail(FailureKind.NAME_UNRESOLVED, request.host() + " has no address");
            return;
        }
        if (protocol() == Protocol.H2 && !request.scheme().equals("https")) {
            ongoing.fail(FailureKind.PROTOCOL_NOT_OFFERED, "browsers speak h2 over TLS only");
            return;
        }
        JettyExchange exchange = new JettyExchange(this, ongoing);
        underWay.add(exchange);
        exchange.send();
    }

    @Override
    public void close() {
        closed = true;
        underWay.forEach(JettyExchange::interrupt);
        connecting.forEach(IO::close);
        destinations.values().removeIf(destination -> {
            LifeCycle.stop(destination);
            return true;
        });
        // An h2 connection would wait for the server's answer to its GOAWAY, and nginx gives none until its keep-alive
        // timeout: so not the connection but the socket under it is closed.
        sockets.forEach(socket -> socket.getEndPoint().close());
        transport.gone(this);
    }

    /** Whether the visitor has left. */
    boolean closed() {
        return closed;
    }

    Protocol protocol() {
        return transport.protocol();
    }

    VisitorHttpClient client() {
        return transport.client();
    }

    /** Where the request goes. */
    RouteDestination destination(WebRequest request) {
        Route route = Route.of(request);
        RouteDestination found = destinations.get(route);
        return found != null
                ? found
                : destinations.computeIfAbsent(
                        route, wanted -> RouteDestination.open(client(), this, wanted, protocol()));
    }

    void over(JettyExchange exchange) {
        underWay.remove(exchange);
    }

    /** What is known of the connection that an exchange goes over. */
    @Nullable
    OpenedConnection opened(@Nullable Connection connection) {
        return connection == null ? null : established.get(connection);
    }

    /** The visitor's own TLS session cache. */
    synchronized SSLContext sslContext() {
        SSLContext context = sslContext;
        if (context == null) {
            context = transport.tls().newContext();
            sslContext = context;
        }
        return context;
    }

    /** A socket that is about to connect; kept so that closing need not wait for the connect timeout. */
    SelectableChannel connecting(SelectableChannel channel) {
        connecting.removeIf(former -> !former.isOpen());
        connecting.add(channel);
        return channel;
    }

    /** TCP is up. */
    void connected(org.eclipse.jetty.io.Connection socket, OpenedConnection opened) {
        connecting.remove(socket.getEndPoint().getTransport());
        sockets.add(socket);
        transport.connectionOpened();
        socket.addEventListener(new org.eclipse.jetty.io.Connection.Listener() {
            @Override
            public void onOpened(org.eclipse.jetty.io.Connection connection) {
                if (closed) {
                    socket.close();
                }
            }

            @Override
            public void onClosed(org.eclipse.jetty.io.Connection connection) {
                disconnected(socket, opened);
            }
        });
    }

    /** It can carry requests. */
    void established(Connection connection, OpenedConnection opened) {
        opened.carriedBy(connection);
        established.put(connection, opened);
    }

    /** Jetty does not close a connection that is ready only after its pool was stopped. */
    void closeIfGone(Connection connection) {
        if (closed) {
            connection.close();
        }
    }

    private void disconnected(org.eclipse.jetty.io.Connection socket, OpenedConnection opened) {
        if (sockets.remove(socket)) {
            transport.connectionClosed();
        }
        Connection client = opened.client();
        if (client != null) {
            established.remove(client);
        }
    }
}
