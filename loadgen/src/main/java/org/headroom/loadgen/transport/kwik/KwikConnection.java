package org.headroom.loadgen.transport.kwik;

import java.io.IOException;
import java.net.SocketException;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.headroom.loadgen.transport.Exchange.ConnectionUse;
import org.headroom.loadgen.transport.FailureKind;
import org.headroom.loadgen.transport.Outcome;
import org.headroom.loadgen.transport.Route;
import org.jspecify.annotations.Nullable;
import tech.kwik.core.QuicClientConnection;
import tech.kwik.core.QuicStream;
import tech.kwik.core.impl.QuicClientConnectionImpl;
import tech.kwik.flupke.impl.Http3ClientConnectionImpl;

/** One QUIC connection of one visitor; opened by the first exchange that needs it, while the others wait. */
final class KwikConnection {
    private static final long H3_NO_ERROR = 0x100;
    private static final long LINGER_NANOS = 1_000_000_000;

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
    private volatile @Nullable PatientSocket socket;
    private volatile boolean roamed;
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
        PatientSocket first = null;
        long startNanos = System.nanoTime();
        connecting = Thread.currentThread();
        try {
            first = new PatientSocket(Thread.currentThread(), route.address());
            socket = first;
            QuicClientConnection opening = build(verifier);
            opening.setConnectionListener(_ -> disconnected());
            new Http3ClientConnectionImpl(opening, visitor.executor()).connect();
            firstUse = new ConnectionUse(route.address(), true, false, System.nanoTime() - startNanos, 0);
            counted.set(true);
            visitor.connectionOpened();
            spareId(opening);
            quic = opening;
            if (visitor.closed()) {
                close();
            }
        } catch (IOException e) {
            failed = Failures.ofConnect(e, first != null && first.refused(), verifier.refusal());
        } catch (RuntimeException e) {
            // Kwik turns the interruption of a connecting thread into this, and a connection that ends meanwhile.
            failed = visitor.closed()
                    ? KwikExchange.INTERRUPTED
                    : new Outcome.Failed(FailureKind.CONNECTION_CLOSED, String.valueOf(e.getMessage()));
        }
        connecting = null;
        if (failed != null) {
            ended = true;
            if (first != null) {
                first.close();
            }
            visitor.forget(this);
        }
        connected.countDown();
    }

    private QuicClientConnection build(HostVerifier verifier) throws IOException {
        return Dial.h3(
                        route.host(),
                        route.address(),
                        visitor.connectTimeout(),
                        verifier,
                        _ -> Objects.requireNonNull(socket))
                .build();
    }

    /**
     * One more of our connection ids for the server, which may not use one on two paths. Only one in all: nginx takes two
     * at a time and closes the connection when there is a third, so that a visitor can roam once.
     */
    static void spareId(QuicClientConnection open) {
        if (open instanceof QuicClientConnectionImpl connection) {
            try {
                var _ = connection.newConnectionIds(1, 0);
            } catch (IllegalStateException _) {
                // The server has closed it already: what is sent on it will tell.
            }
        }
    }

    /**
     * Goes on from another port, and from another address where there is a second one that surely leads there. Kwik by
     * itself tells the server nothing of it: who only waits for the rest of an answer has nothing to send, and the server
     * would go on sending to where nobody is any more. So a ping goes out from there.
     *
     * @return false when there is nothing to carry over
     */
    boolean roam() {
        PatientSocket before = socket;
        if (before == null || ended || !(quic instanceof QuicClientConnectionImpl connection)) {
            return false;
        }
        try {
            PatientSocket after = new PatientSocket(
                    OtherAddress.than(before.getLocalAddress(), route.address().getAddress()), route.address());
            socket = after;
            roamed = true;
            // Without a spare one, the connection goes on under the old id, as behind a NAT that has forgotten it.
            var _ = connection.nextDestinationConnectionId();
            before.leave();
            connection.changeAddress();
            connection.ping();
            return true;
        } catch (SocketException | IllegalStateException _) {
            return false;
        }
    }

    /** Whether anything came to the port to which it roamed; true when it did not. */
    boolean arrived() {
        PatientSocket now = socket;
        return !roamed || (now != null && now.arrived());
    }

    /** Kwik closes only the first socket. It may still have to tell the server the end. */
    private void closeLater(PatientSocket last) {
        try {
            visitor.executor().execute(() -> {
                LockSupport.parkNanos(LINGER_NANOS);
                last.close();
            });
        } catch (RejectedExecutionException _) {
            last.close();
        }
    }

    private void disconnected() {
        ended = true;
        visitor.forget(this);
        PatientSocket last = socket;
        if (roamed && last != null) {
            closeLater(last);
        }
        if (counted.compareAndSet(true, false)) {
            visitor.connectionClosed();
        }
        riders.forEach(KwikExchange::wake);
    }
}
