package org.headroom.loadgen.transport.jetty;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import org.eclipse.jetty.client.Connection;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;
import org.headroom.loadgen.transport.Exchange.ConnectionUse;
import org.jspecify.annotations.Nullable;

/** How one connection came about. */
final class OpenedConnection implements SslHandshakeListener {
    static final String CONTEXT_KEY = OpenedConnection.class.getName();
    private static final String SEEN = "headroom.seen";

    private final InetSocketAddress address;
    private final @Nullable String requiredProtocol;
    private final long startNanos = System.nanoTime();
    private final AtomicBoolean claimed = new AtomicBoolean();
    private volatile boolean secure;
    private volatile long connectedNanos;
    private volatile long securedNanos;
    private volatile boolean resumed;
    private volatile @Nullable Connection client;

    OpenedConnection(InetSocketAddress address, @Nullable String requiredProtocol) {
        this.address = address;
        this.requiredProtocol = requiredProtocol;
    }

    static OpenedConnection of(Map<String, Object> context) {
        return (OpenedConnection) Objects.requireNonNull(context.get(CONTEXT_KEY));
    }

    void tcpConnected(boolean tlsFollows) {
        secure = tlsFollows;
        connectedNanos = System.nanoTime();
    }

    /** The pool's view of it, once the protocol is ready to carry requests. */
    void carriedBy(Connection connection) {
        client = connection;
    }

    @Nullable
    Connection client() {
        return client;
    }

    /** Whether the caller is the first to use it. */
    boolean claim() {
        return claimed.compareAndSet(false, true);
    }

    /**
     * What its first user reports. Jetty hands an h1 connection out before its TLS handshake, so ask when an answer
     * or a failure is there; a connection that never got through the handshake was not opened.
     */
    ConnectionUse firstUse() {
        if (secure && securedNanos == 0) {
            return ConnectionUse.reused(address);
        }
        long tlsNanos = secure ? securedNanos - connectedNanos : 0;
        return new ConnectionUse(address, true, resumed, connectedNanos - startNanos, tlsNanos);
    }

    @Override
    public void handshakeSucceeded(Event event) throws SSLException {
        securedNanos = System.nanoTime();
        // The JDK makes a new session object for a resumed session, which shares the values of the original.
        SSLSession session = event.getSSLEngine().getSession();
        resumed = session.getValue(SEEN) != null;
        if (!resumed) {
            session.putValue(SEEN, true);
        }
        String agreed = event.getSSLEngine().getApplicationProtocol();
        if (requiredProtocol != null && !requiredProtocol.equals(agreed)) {
            throw new ProtocolNotOfferedException("the server does not offer " + requiredProtocol);
        }
    }
}
