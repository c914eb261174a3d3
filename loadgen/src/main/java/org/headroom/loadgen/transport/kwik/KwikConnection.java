package org.headroom.loadgen.transport.kwik;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.headroom.loadgen.transport.Exchange.ConnectionUse;
import org.headroom.loadgen.transport.Outcome;
import org.headroom.loadgen.transport.Route;
import org.jspecify.annotations.Nullable;
import tech.kwik.core.QuicClientConnection;
import tech.kwik.core.QuicStream;
import tech.kwik.core.log.NullLogger;
import tech.kwik.flupke.impl.Http3ClientConnectionImpl;

/** One QUIC connection of one visitor; opened by the first exchange that needs it, while the others wait. */
final class KwikConnection {
    private static final long H3_NO_ERROR = 0x100;

    private final KwikVisitor visitor;
    private final Route route;
    private final AtomicBoolean claimed = new AtomicBoolean();
    private final AtomicBoolean counted = new AtomicBoolean();
    private final Set<KwikExchange> riders = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean started = new AtomicBoolean();
    private final CountDownLatch connected = new CountDownLatch(1);
    private volatile @Nullable Thread connecting;
    private volatile Outcome.@Nullable Failed failed;
    private volatile @Nullable ConnectionUse firstUse;
    private volatile @Nullable QuicClientConnection quic;
    private volatile boolean ended;

    KwikConnection(KwikVisitor visitor, Route route) {
        this.visitor = visitor;
        this.route = route;
    }

    Route route() {
        return route;
    }

    boolean ended() {
        return ended;
    }

    /** Waits for the connection, which the first caller starts. Null when it is ready, else why there is none. */
    Outcome.@Nullable Failed ready() {
        if (started.compareAndSet(false, true)) {
            visitor.executor().execute(this::connect);
        }
        try {
            connected.await();
            return failed;
        } catch (InterruptedException _) {
            return KwikExchange.INTERRUPTED;
        }
    }

    /** Opened for the first that asks, reused for the rest. */
    ConnectionUse use() {
        ConnectionUse first = firstUse;
        return first != null && claimed.compareAndSet(false, true) ? first : ConnectionUse.reused(route.address());
    }

    /** The exchange wants to be woken when the connection ends. */
    void board(KwikExchange exchange) {
        riders.add(exchange);
    }

    void leave(KwikExchange exchange) {
        riders.remove(exchange);
    }

    QuicStream newStream() throws IOException {
        QuicClientConnection open = quic;
        if (open == null || ended) {
            throw new IOException("the connection is closed");
        }
        return open.createStream(true);
    }

    void close() {
        ended = true;
        Thread busy = connecting;
        if (busy != null) {
            busy.interrupt();
        }
        QuicClientConnection open = quic;
        if (open != null) {
            open.close(H3_NO_ERROR, "");
            disconnected();
        }
    }

    private void connect() {
        HostVerifier verifier = new HostVerifier(visitor.trustManager(), route.host());
        PatientSocket socket = null;
        long startNanos = System.nanoTime();
        connecting = Thread.currentThread();
        try {
            socket = new PatientSocket(Thread.currentThread(), route.address());
            QuicClientConnection opening = build(socket, verifier);
            opening.setConnectionListener(_ -> disconnected());
            new Http3ClientConnectionImpl(opening, visitor.executor()).connect();
            firstUse = new ConnectionUse(route.address(), true, false, System.nanoTime() - startNanos, 0);
            counted.set(true);
            visitor.connectionOpened();
            quic = opening;
            if (visitor.closed()) {
                close();
            }
        } catch (IOException e) {
            failed = Failures.ofConnect(e, socket != null && socket.refused(), verifier.refusal());
        } catch (RuntimeException _) {
            // Kwik turns the interruption of a connecting thread into this.
            failed = KwikExchange.INTERRUPTED;
        }
        connecting = null;
        if (failed != null) {
            ended = true;
            if (socket != null) {
                socket.close();
            }
            visitor.forget(this);
        }
        connected.countDown();
    }

    private QuicClientConnection build(PatientSocket socket, HostVerifier verifier) throws IOException {
        return QuicClientConnection.newBuilder()
                .host(route.host())
                .port(route.address().getPort())
                .proxy(route.address().getAddress().getHostAddress())
                .applicationProtocol("h3")
                .connectTimeout(visitor.connectTimeout())
                .maxIdleTimeout(KwikTransport.IDLE)
                .maxOpenPeerInitiatedUnidirectionalStreams(3)
                .maxOpenPeerInitiatedBidirectionalStreams(0)
                .defaultStreamReceiveBufferSize(KwikTransport.STREAM_WINDOW_BYTES)
                .noServerCertificateCheck()
                .customTrustManager(verifier)
                .socketFactory(_ -> socket)
                .logger(new NullLogger())
                .build();
    }

    private void disconnected() {
        ended = true;
        visitor.forget(this);
        if (counted.compareAndSet(true, false)) {
            visitor.connectionClosed();
        }
        riders.forEach(KwikExchange::wake);
    }
}
