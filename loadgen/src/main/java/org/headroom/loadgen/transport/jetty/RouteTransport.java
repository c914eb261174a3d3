package org.headroom.loadgen.transport.jetty;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.SelectableChannel;
import java.util.Map;
import org.eclipse.jetty.client.Connection;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.Transport;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.util.Promise;
import org.jspecify.annotations.Nullable;

/** TCP to a given address whatever the host's name resolves to; stamps the phases of every connection. */
final class RouteTransport extends Transport.Wrapper {
    private final InetSocketAddress address;
    private final JettyVisitor visitor;
    private final @Nullable String requiredProtocol;

    /** TLS must agree on {@code requiredProtocol}; null takes any answer, as h1 may do without ALPN. */
    RouteTransport(InetSocketAddress address, JettyVisitor visitor, @Nullable String requiredProtocol) {
        super(Transport.TCP_IP);
        this.address = address;
        this.visitor = visitor;
        this.requiredProtocol = requiredProtocol;
    }

    @Override
    public boolean requiresDomainNameResolution() {
        return false;
    }

    @Override
    public SocketAddress getSocketAddress() {
        return address;
    }

    @Override
    public void connect(SocketAddress socketAddress, Map<String, Object> context) {
        OpenedConnection opened = new OpenedConnection(address, requiredProtocol);
        context.put(OpenedConnection.CONTEXT_KEY, opened);
        @SuppressWarnings("unchecked")
        Promise<Connection> promise = (Promise<Connection>) context.get(Connection.PROMISE_CONTEXT_KEY);
        context.put(Connection.PROMISE_CONTEXT_KEY, new Promise.Wrapper<>(promise) {
            @Override
            public void succeeded(Connection connection) {
                visitor.established(connection, opened);
                super.succeeded(connection);
                visitor.closeIfGone(connection);
            }
        });
        super.connect(socketAddress, context);
    }

    @Override
    public SelectableChannel newSelectableChannel() throws IOException {
        return visitor.connecting(super.newSelectableChannel());
    }

    @Override
    public org.eclipse.jetty.io.Connection newConnection(EndPoint endPoint, Map<String, Object> context)
            throws IOException {
        OpenedConnection opened = OpenedConnection.of(context);
        opened.tcpConnected(context.containsKey(ClientConnector.SSL_CONTEXT_FACTORY_CONTEXT_KEY));
        org.eclipse.jetty.io.Connection connection = super.newConnection(endPoint, context);
        if (connection instanceof SslConnection tls) {
            tls.addHandshakeListener(opened);
        }
        visitor.connected(connection, opened);
        return connection;
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
