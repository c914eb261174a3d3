package org.headroom.loadgen.transport.kwik;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import javax.net.ssl.X509ExtendedTrustManager;
import org.headroom.loadgen.transport.ExchangeListener;
import org.headroom.loadgen.transport.FailureKind;
import org.headroom.loadgen.transport.OngoingExchange;
import org.headroom.loadgen.transport.Outcome;
import org.headroom.loadgen.transport.Route;
import org.headroom.loadgen.transport.VisitorConnections;
import org.headroom.loadgen.transport.WebRequest;

/** One visitor's QUIC connections. */
final class KwikVisitor implements VisitorConnections {
    private final KwikTransport transport;
    private final Map<Route, KwikConnection> connections = new ConcurrentHashMap<>();
    private final Set<KwikExchange> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    KwikVisitor(KwikTransport transport) {
        this.transport = transport;
    }

    @Override
    public void send(WebRequest request, ExchangeListener listener) {
        OngoingExchange ongoing = new OngoingExchange(request, listener);
        if (request.address().isUnresolved()) {
            ongoing.fail(FailureKind.NAME_UNRESOLVED, request.host() + " has no address");
        } else if (!request.scheme().equals("https")) {
            ongoing.fail(FailureKind.PROTOCOL_NOT_OFFERED, "there is no h3 without TLS");
        } else {
            KwikExchange exchange = new KwikExchange(this, ongoing);
            underWay.add(exchange);
            if (closed) {
                exchange.stop(KwikExchange.INTERRUPTED);
                underWay.remove(exchange);
            } else {
                start(exchange);
            }
        }
    }

    @Override
    public void connect(WebRequest like, Consumer<Optional<Outcome.Failed>> done) {
        if (closed) {
            done.accept(Optional.of(KwikExchange.INTERRUPTED));
        } else {
            KwikConnection connection = connection(like);
            transport.executor().execute(() -> done.accept(Optional.ofNullable(connection.ready())));
        }
    }

    private void start(KwikExchange exchange) {
        exchange.timeoutBy(transport.later(
                () -> exchange.stop(new Outcome.Failed(
                        FailureKind.TIMEOUT, exchange.ongoing().answering() ? "body incomplete" : "no answer")),
                exchange.ongoing().remainingNanos()));
        transport.executor().execute(exchange);
    }

    @Override
    public void close() {
        closed = true;
        underWay.forEach(exchange -> exchange.stop(KwikExchange.INTERRUPTED));
        connections.values().forEach(KwikConnection::close);
        transport.gone(this);
    }

    /** Carries every connection over to another port. False when there was none to carry over, or one did not go. */
    boolean roam() {
        boolean all = !connections.isEmpty();
        for (KwikConnection connection : connections.values()) {
            all &= connection.roam();
        }
        return all;
    }

    @Override
    public boolean arrived() {
        return connections.values().stream().anyMatch(KwikConnection::arrived);
    }

    boolean closed() {
        return closed;
    }

    /** The route's connection of the moment, perhaps not connected yet. */
    KwikConnection connection(WebRequest request) {
        return connections.compute(
                Route.of(request),
                (route, found) -> found == null || found.ended() ? new KwikConnection(this, route) : found);
    }

    void over(KwikExchange exchange) {
        underWay.remove(exchange);
    }

    void forget(KwikConnection connection) {
        connections.remove(connection.route(), connection);
    }

    Duration connectTimeout() {
        return transport.connectTimeout();
    }

    X509ExtendedTrustManager trustManager() {
        return transport.trustManager();
    }

    ExecutorService executor() {
        return transport.executor();
    }

    void connectionOpened() {
        transport.connectionOpened();
    }

    void connectionClosed() {
        transport.connectionClosed();
    }
}
