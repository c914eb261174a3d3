package org.headroom.loadgen.quic;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.headroom.loadgen.transport.Exchange;
import org.headroom.loadgen.transport.ExchangeListener;
import org.headroom.loadgen.transport.FailureKind;
import org.headroom.loadgen.transport.H3Choice;
import org.headroom.loadgen.transport.Outcome;
import org.headroom.loadgen.transport.Protocol;
import org.headroom.loadgen.transport.TcpChoice;
import org.headroom.loadgen.transport.Transport;
import org.headroom.loadgen.transport.Transports;
import org.headroom.loadgen.transport.VisitorConnections;
import org.headroom.scenarios.endpoint.TrustPolicy;

/** The same request over TCP, as browsers send it before they know of h3. */
record TcpAnswer(Protocol protocol, Exchange exchange) {
    /** Over h2, and over h1 where h2 is not offered. */
    static TcpAnswer of(QuicHost host, TrustPolicy trust) throws IOException, InterruptedException {
        TcpAnswer h2 = over(Protocol.H2, host, trust);
        return h2.exchange().outcome() instanceof Outcome.Failed failed
                        && failed.kind() == FailureKind.PROTOCOL_NOT_OFFERED
                ? over(Protocol.H1, host, trust)
                : h2;
    }

    private static TcpAnswer over(Protocol protocol, QuicHost host, TrustPolicy trust)
            throws IOException, InterruptedException {
        CompletableFuture<Exchange> done = new CompletableFuture<>();
        try (Transport transport = Transports.create(protocol, TcpChoice.JETTY, H3Choice.KWIK, trust, host.timeout());
                VisitorConnections visitor = transport.newVisitor()) {
            visitor.send(host.get(), new ExchangeListener() {
                @Override
                public void onProgress(long decodedBytes) {}

                @Override
                public void onDone(Exchange exchange, long decodedBytes) {
                    done.complete(exchange);
                }
            });
            return new TcpAnswer(protocol, done.get());
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether the port answered at all, if only by trouble. */
    boolean heard() {
        return switch (exchange.outcome()) {
            case Outcome.Answered _ -> true;
            case Outcome.Failed failed ->
                switch (failed.kind()) {
                    case CONNECT_REFUSED, CONNECT_TIMEOUT, NAME_UNRESOLVED, GENERATOR, OTHER, INTERRUPTED -> false;
                    default -> true;
                };
        };
    }
}
