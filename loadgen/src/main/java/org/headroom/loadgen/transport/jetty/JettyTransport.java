package org.headroom.loadgen.transport.jetty;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.X509ExtendedTrustManager;
import org.eclipse.jetty.client.AbstractHttpClientTransport;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.client.transport.HttpClientTransportOverHTTP2;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.headroom.loadgen.transport.Protocol;
import org.headroom.loadgen.transport.Transport;
import org.headroom.loadgen.transport.VisitorConnections;

/**
 * h1 (plain and TLS) and h2 (TLS, by ALPN) through one Jetty client for all visitors.
 *
 * <p>Jetty follows no redirect, keeps no cookie, decodes no body and adds no header of its own here: a request goes out
 * as given. On h2 it waits for the server's SETTINGS before the first request of a connection, which browsers do not:
 * against servers that send them late this costs a round trip for every new connection.
 */
public final class JettyTransport implements Transport {
    private static final int H1_CONNECTIONS_A_HOST = 6;
    /** Measured: four threads cost half of the throughput of sixteen. */
    private static final int THREADS = 16;

    private final Protocol protocol;
    private final VisitorTls tls;
    private final VisitorHttpClient client;
    private final Set<JettyVisitor> visitors = ConcurrentHashMap.newKeySet();
    private final LongAdder opened = new LongAdder();
    private final LongAdder closed = new LongAdder();

    /** A transport for h1 or h2; its threads are daemons. */
    public JettyTransport(Protocol protocol, X509ExtendedTrustManager trustManager, Duration connectTimeout) {
        Failures.prepare();
        this.protocol = protocol;
        this.tls = new VisitorTls(trustManager);
        QueuedThreadPool threads = new QueuedThreadPool(Math.max(THREADS, 4 * processors()), 4);
        threads.setName("jetty-" + protocol.label());
        threads.setDaemon(true);
        ClientConnector connector = new ClientConnector();
        connector.setSelectors(processors());
        connector.setSslContextFactory(tls);
        this.client = new VisitorHttpClient(carrier(protocol, connector), threads);
        client.setMaxConnectionsPerDestination(protocol == Protocol.H1 ? H1_CONNECTIONS_A_HOST : 1);
        client.setConnectTimeout(connectTimeout.toMillis());
        try {
            client.start();
        } catch (Exception e) {
            throw new IllegalStateException("Jetty's client does not start: " + e.getMessage(), e);
        }
    }

    private static AbstractHttpClientTransport carrier(Protocol protocol, ClientConnector connector) {
        AbstractHttpClientTransport carrier = switch (protocol) {
            case H1 -> new HttpClientTransportOverHTTP(connector);
            case H2 -> new HttpClientTransportOverHTTP2(new HTTP2Client(connector));
            case H3 -> throw new IllegalArgumentException("Jetty carries h1 and h2 here, not h3");
        };
        // Our callbacks never block, so they may run on the selector's thread.
        carrier.setInvocationType(Invocable.InvocationType.NON_BLOCKING);
        return carrier;
    }

    private static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    @Override
    public Protocol protocol() {
        return protocol;
    }

    @Override
    public String name() {
        return "jetty";
    }

    @Override
    public VisitorConnections newVisitor() {
        JettyVisitor visitor = new JettyVisitor(this);
        visitors.add(visitor);
        return visitor;
    }

    @Override
    public long openConnections() {
        return opened.sum() - closed.sum();
    }

    @Override
    public void close() {
        visitors.forEach(JettyVisitor::close);
        client.close();
    }

    VisitorHttpClient client() {
        return client;
    }

    VisitorTls tls() {
        return tls;
    }

    void connectionOpened() {
        opened.increment();
    }

    void connectionClosed() {
        closed.increment();
    }

    void gone(JettyVisitor visitor) {
        visitors.remove(visitor);
    }
}
