package org.headroom.loadgen.transport.jetty;

import java.util.List;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Origin;
import org.eclipse.jetty.client.transport.HttpDestination;
import org.eclipse.jetty.client.transport.HttpExchange;
import org.headroom.loadgen.transport.Protocol;
import org.headroom.loadgen.transport.Route;

/**
 * Queue and connections of one visitor to one route. The visitor owns it: the client's own table of destinations stays
 * empty, since it is scanned and copied at every change, which tens of thousands of visitors would feel.
 */
final class RouteDestination extends HttpDestination {
    private final boolean sharesOneConnection;

    RouteDestination(HttpClient client, Origin origin, Protocol protocol) {
        super(client, origin);
        this.sharesOneConnection = protocol == Protocol.H2;
    }

    static RouteDestination open(HttpClient client, JettyVisitor visitor, Route route, Protocol protocol) {
        boolean h2 = protocol == Protocol.H2;
        Origin origin = new Origin(
                route.scheme(),
                new Origin.Address(route.host(), route.port()),
                visitor,
                new Origin.Protocol(List.of(h2 ? "h2" : "http/1.1"), false),
                new RouteTransport(route.address(), visitor, h2 ? "h2" : null));
        RouteDestination destination = new RouteDestination(client, origin, protocol);
        try {
            destination.start();
        } catch (Exception e) {
            throw new IllegalStateException("cannot start a destination", e);
        }
        return destination;
    }

    /**
     * A connection could not be opened. Jetty would fail every queued request; a browser fails the one that asked
     * for the connection and goes on trying for the others, and so do we on h1. On h2 all wait for the same one.
     */
    @Override
    public void failed(Throwable failure) {
        if (sharesOneConnection) {
            super.failed(failure);
            return;
        }
        HttpExchange oldest = getHttpExchanges().peek();
        if (oldest != null) {
            var _ = oldest.getRequest().abort(failure);
            send();
        }
    }
}
