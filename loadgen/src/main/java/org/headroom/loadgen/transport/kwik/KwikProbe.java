package org.headroom.loadgen.transport.kwik;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.X509ExtendedTrustManager;
import org.headroom.loadgen.transport.Exchange;
import org.headroom.loadgen.transport.Exchange.ConnectionUse;
import org.headroom.loadgen.transport.ExchangeListener;
import org.headroom.loadgen.transport.FailureKind;
import org.headroom.loadgen.transport.OngoingExchange;
import org.headroom.loadgen.transport.Outcome;
import org.headroom.loadgen.transport.WebRequest;
import org.jspecify.annotations.Nullable;
import tech.kwik.core.QuicClientConnection;
import tech.kwik.core.QuicClientConnection.StreamEarlyData;
import tech.kwik.core.QuicSessionTicket;
import tech.kwik.core.QuicStream;
import tech.kwik.core.impl.QuicClientConnectionImpl;
import tech.kwik.core.impl.QuicClientConnectionImpl.EarlyDataStatus;
import tech.kwik.core.log.NullLogger;
import tech.kwik.core.packet.QuicPacket;
import tech.kwik.core.packet.RetryPacket;
import tech.kwik.flupke.impl.Http3ClientConnectionImpl;

/**
 * One h3 connection that shows what a server's QUIC does: what its handshake was like, and whether it can be resumed and
 * moved. Takes any certificate, so that the rest can be looked at; {@link #refusal} judges it. For one thread.
 */
public final class KwikProbe implements AutoCloseable {
    private static final long H3_NO_ERROR = 0x100;
    private static final long H3_REQUEST_CANCELLED = 0x10c;
    private static final Duration LONGEST_GOODBYE = Duration.ofMillis(300);
    private static final long TICKET_CHECK_NANOS = 5_000_000;

    private final String host;
    private final InetSocketAddress address;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final ChainKeeper chain = new ChainKeeper();
    private final RetryEar ear = new RetryEar();
    private volatile @Nullable PatientSocket socket;
    private @Nullable QuicClientConnectionImpl quic;
    private Outcome.@Nullable Failed failed;
    private @Nullable Exchange early;
    private long handshakeNanos;

    private KwikProbe(String host, InetSocketAddress address) {
        this.host = host;
        this.address = address;
    }

    /** A ticket that resumes a TLS session. */
    public static final class Ticket {
        private final QuicSessionTicket ticket;

        private Ticket(QuicSessionTicket ticket) {
            this.ticket = ticket;
        }

        /** Whether the server takes a request before the handshake is done (0-RTT) from who shows it. */
        public boolean allowsEarlyData() {
            return ticket.getTlsSessionTicket().hasEarlyDataExtension();
        }
    }

    /**
     * Connects; what goes wrong is told by {@link #failure}.
     *
     * @param host name for SNI
     */
    public static KwikProbe open(String host, InetSocketAddress address, Duration timeout) {
        return connected(host, address, timeout, null, null);
    }

    /** Connects as one who was there before. */
    public static KwikProbe resume(String host, InetSocketAddress address, Duration timeout, Ticket ticket) {
        return connected(host, address, timeout, ticket, null);
    }

    /** Connects as one who was there before, and sends the request along with the handshake's first packet (0-RTT). */
    public static KwikProbe resumeWith(WebRequest request, Ticket ticket) {
        return connected(request.host(), request.address(), Duration.ofNanos(request.timeoutNanos()), ticket, request);
    }

    private static KwikProbe connected(
            String host,
            InetSocketAddress address,
            Duration timeout,
            @Nullable Ticket ticket,
            @Nullable WebRequest request) {
        KwikProbe probe = new KwikProbe(host, address);
        probe.connect(timeout, ticket, request);
        return probe;
    }

    private void connect(Duration timeout, @Nullable Ticket ticket, @Nullable WebRequest request) {
        PatientSocket first = null;
        try {
            first = new PatientSocket(Thread.currentThread(), address);
            socket = first;
            QuicClientConnection.Builder builder = Dial.h3(
                            host, address, timeout, chain, _ -> Objects.requireNonNull(socket))
                    .logger(ear);
            if (ticket != null) {
                builder.sessionTicket(ticket.ticket);
            }
            QuicClientConnectionImpl opening = (QuicClientConnectionImpl) builder.build();
            Http3ClientConnectionImpl h3 = new Http3ClientConnectionImpl(opening, executor);
            long startNanos = System.nanoTime();
            if (request == null) {
                opening.connect();
                handshakeNanos = System.nanoTime() - startNanos;
            } else {
                CompletableFuture<Exchange> done = new CompletableFuture<>();
                OngoingExchange ongoing = new OngoingExchange(request, completing(done));
                ongoing.on(new ConnectionUse(address, true, true, 0, 0));
                ongoing.written();
                List<QuicStream> streams =
                        opening.connect(List.of(new StreamEarlyData(AnswerReader.requestFrames(request), true)));
                handshakeNanos = System.nanoTime() - startNanos;
                early = read(streams.getFirst(), ongoing, done);
            }
            quic = opening;
            h3.connect();
            KwikConnection.spareId(opening);
        } catch (IOException e) {
            failed = Failures.ofConnect(e, first != null && first.refused(), null);
        } catch (RuntimeException e) {
            failed = of(e);
        }
        if (failed != null && first != null) {
            first.close();
        }
    }

    private static Outcome.Failed of(RuntimeException e) {
        if (e.getClass() != RuntimeException.class) {
            return new Outcome.Failed(FailureKind.OTHER, e.toString());
        }
        // Kwik turns the interruption of a connecting thread into this.
        Thread.currentThread().interrupt();
        return new Outcome.Failed(FailureKind.INTERRUPTED, "interrupted");
    }

    /** Why there is no connection; empty: there is one. */
    public Optional<Outcome.Failed> failure() {
        return Optional.ofNullable(failed);
    }

    /** From the first packet until the handshake was done. */
    public long handshakeNanos() {
        return handshakeNanos;
    }

    /** Whether the server first had this client prove its address (Retry, RFC 9000, section 8.1.2). */
    public boolean retried() {
        return ear.heard;
    }

    /** Whether any datagram came from the server. */
    public boolean heard() {
        PatientSocket now = socket;
        return now != null && now.arrived();
    }

    /** Whether the server took up the session of the ticket; false without one. */
    public boolean resumed() {
        return quic != null && chain.seen.isEmpty();
    }

    /** Whether the server took the request that came along with the handshake. */
    public boolean earlyDataAccepted() {
        return quic != null && quic.getEarlyDataStatus() == EarlyDataStatus.Accepted;
    }

    /** The exchange of {@link #resumeWith}. */
    public Optional<Exchange> earlyExchange() {
        return Optional.ofNullable(early);
    }

    /** The QUIC version of the connection, e.g. {@code v1}. */
    public String version() {
        return quic == null ? "" : quic.getQuicVersion().name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Whether the server asks clients to stay where they are (transport parameter disable_active_migration). */
    public boolean forbidsMigration() {
        return quic != null && quic.getPeerTransportParameters().getDisableMigration();
    }

    /** The server's certificate first; empty: the session was resumed, or the handshake did not come so far. */
    public List<X509Certificate> certificates() {
        return chain.seen;
    }

    /** Why that trust manager does not take the server's certificate for this host; empty: it does, or there is none. */
    public Optional<CertificateException> refusal(X509ExtendedTrustManager trust) {
        if (chain.seen.isEmpty()) {
            return Optional.empty();
        }
        try {
            new HostVerifier(trust, host).checkServerTrusted(chain.seen.toArray(X509Certificate[]::new), "UNKNOWN");
            return Optional.empty();
        } catch (CertificateException e) {
            return Optional.of(e);
        }
    }

    /** A ticket of this connection's session, which servers send after the handshake. */
    public Optional<Ticket> ticket(Duration patience) {
        QuicClientConnectionImpl open = quic;
        long deadline = System.nanoTime() + patience.toNanos();
        while (open != null && open.getNewSessionTickets().isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TICKET_CHECK_NANOS);
        }
        return open == null
                ? Optional.empty()
                : open.getNewSessionTickets().stream().findFirst().map(Ticket::new);
    }

    /** Sends a request and waits for its end. */
    public Exchange exchange(WebRequest request) {
        CompletableFuture<Exchange> done = new CompletableFuture<>();
        OngoingExchange ongoing = new OngoingExchange(request, completing(done));
        QuicClientConnectionImpl open = quic;
        if (open == null) {
            Outcome.Failed why = Objects.requireNonNullElse(
                    failed, new Outcome.Failed(FailureKind.CONNECTION_CLOSED, "not connected"));
            ongoing.fail(why.kind(), why.detail());
            return done.join();
        }
        try {
            QuicStream stream = open.createStream(true);
            ongoing.written();
            try (OutputStream out = stream.getOutputStream()) {
                out.write(AnswerReader.requestFrames(request));
            }
            return read(stream, ongoing, done);
        } catch (IOException | RuntimeException e) {
            ongoing.fail(FailureKind.CONNECTION_CLOSED, String.valueOf(e.getMessage()));
            return done.join();
        }
    }

    /**
     * Goes on from another port, and from another address where there is a second one that surely leads there. Nothing
     * of what {@link #heard} said before counts any more.
     *
     * @return false when that cannot be done
     */
    public boolean move() {
        PatientSocket before = socket;
        QuicClientConnectionImpl open = quic;
        if (before == null || open == null || !open.isConnected()) {
            return false;
        }
        try {
            PatientSocket after =
                    new PatientSocket(OtherAddress.than(before.getLocalAddress(), address.getAddress()), address);
            socket = after;
            // Without a spare one, the connection goes on under the old id, as behind a NAT that has forgotten it.
            var _ = open.nextDestinationConnectionId();
            before.leave();
            open.changeAddress();
            open.ping();
            return true;
        } catch (SocketException | IllegalStateException _) {
            return false;
        }
    }

    private Exchange read(QuicStream stream, OngoingExchange ongoing, CompletableFuture<Exchange> done) {
        executor.execute(() -> {
            try {
                new AnswerReader(stream.getInputStream(), ongoing).readAll();
                ongoing.ended();
            } catch (IOException e) {
                Outcome.Failed why = Failures.ofStream(e);
                ongoing.fail(why.kind(), why.detail());
            } catch (RuntimeException e) {
                ongoing.fail(FailureKind.OTHER, e.toString());
            }
        });
        try {
            return done.get(Math.max(1, ongoing.remainingNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            ongoing.fail(FailureKind.TIMEOUT, ongoing.answering() ? "body incomplete" : "no answer");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            ongoing.fail(FailureKind.INTERRUPTED, "interrupted");
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e);
        }
        stream.abortReading(H3_REQUEST_CANCELLED);
        return done.join();
    }

    private static ExchangeListener completing(CompletableFuture<Exchange> done) {
        return new ExchangeListener() {
            @Override
            public void onProgress(long decodedBytes) {}

            @Override
            public void onDone(Exchange exchange, long decodedBytes) {
                done.complete(exchange);
            }
        };
    }

    @Override
    public void close() {
        QuicClientConnectionImpl open = quic;
        if (open != null) {
            open.close(H3_NO_ERROR, "");
            open.closeAndWait(LONGEST_GOODBYE);
        }
        PatientSocket last = socket;
        if (last != null) {
            last.close();
        }
        executor.shutdownNow();
    }

    /** Takes every certificate and remembers it. */
    private static final class ChainKeeper implements javax.net.ssl.X509TrustManager {
        private volatile List<X509Certificate> seen = new ArrayList<>();

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {
            seen = List.of(chain);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            throw new CertificateException("this is a client");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    /** Kwik tells of Retry only in its log. */
    private static final class RetryEar extends NullLogger {
        private volatile boolean heard;

        @Override
        public void received(Instant when, int datagram, QuicPacket packet) {
            heard |= packet instanceof RetryPacket;
        }
    }
}
