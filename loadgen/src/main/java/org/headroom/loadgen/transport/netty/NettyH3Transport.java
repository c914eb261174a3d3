package org.headroom.loadgen.transport.netty;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.http3.Http3;
import io.netty.handler.codec.quic.Quic;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicSslContext;
import io.netty.handler.codec.quic.QuicSslContextBuilder;
import io.netty.handler.codec.quic.QuicSslEngine;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.headroom.loadgen.transport.HandshakeVerifier;
import org.headroom.loadgen.transport.HandshakeVerifier.Verdict;
import org.headroom.loadgen.transport.Protocol;
import org.headroom.loadgen.transport.Transport;
import org.headroom.loadgen.transport.VisitorConnections;
import org.jspecify.annotations.Nullable;

/**
 * h3 through Netty's HTTP/3 codec over native quiche. A UDP socket for each event loop carries the connections of many
 * visitors; each visitor has a connection of its own to every route, and TLS sessions that nobody else resumes.
 *
 * <p>The sockets are not connected, so the kernel does not tell of ICMP "port unreachable": a closed UDP port is
 * {@link org.headroom.loadgen.transport.FailureKind#CONNECT_TIMEOUT}, not CONNECT_REFUSED. Loading the native library
 * needs {@code --enable-native-access=ALL-UNNAMED}, or the JVM warns.
 */
public final class NettyH3Transport implements Transport {
    /** As Chromium does. */
    private static final long CONNECTION_WINDOW_BYTES = 15L * 1024 * 1024;

    private static final long STREAM_WINDOW_BYTES = 6L * 1024 * 1024;
    private static final long IDLE_SECONDS = 30;

    private final int connectTimeoutMillis;
    private final HandshakeVerifier verifier;
    private final QuicSslContext tls;
    private final UdpSockets sockets;
    private final Set<NettyVisitor> visitors = ConcurrentHashMap.newKeySet();
    private final AtomicInteger visitorCount = new AtomicInteger();
    private final LongAdder opened = new LongAdder();
    private final LongAdder closed = new LongAdder();

    /** Needs {@link #isAvailable()}; its threads are daemons. */
    public NettyH3Transport(X509ExtendedTrustManager trustManager, Duration connectTimeout) {
        Quic.ensureAvailability();
        this.connectTimeoutMillis = Math.toIntExact(connectTimeout.toMillis());
        this.verifier = new HandshakeVerifier(trustManager);
        this.tls = QuicSslContextBuilder.forClient()
                .trustManager(verifier)
                .endpointIdentificationAlgorithm("HTTPS")
                .applicationProtocols("h3")
                .build();
        this.sockets = new UdpSockets(Runtime.getRuntime().availableProcessors(), NettyH3Transport::codec);
    }

    /** Whether the native library loads here. */
    public static boolean isAvailable() {
        return Quic.isAvailable();
    }

    /** Why it does not; null when it does. */
    public static @Nullable String unavailableReason() {
        Throwable cause = Quic.unavailabilityCause();
        return cause == null ? null : String.valueOf(cause);
    }

    private static ChannelHandler codec() {
        return Http3.newQuicClientCodecBuilder()
                .sslEngineProvider(NettyH3Transport::engineOf)
                .maxIdleTimeout(IDLE_SECONDS, TimeUnit.SECONDS)
                .maxRecvUdpPayloadSize(UdpSockets.MOST_PAYLOAD_BYTES)
                .initialMaxData(CONNECTION_WINDOW_BYTES)
                .initialMaxStreamDataBidirectionalLocal(STREAM_WINDOW_BYTES)
                .build();
    }

    private static QuicSslEngine engineOf(QuicChannel channel) {
        return Objects.requireNonNull(channel.attr(H3Connection.ENGINE).get());
    }

    @Override
    public Protocol protocol() {
        return Protocol.H3;
    }

    @Override
    public String name() {
        return "netty";
    }

    @Override
    public VisitorConnections newVisitor() {
        int number = visitorCount.incrementAndGet();
        NettyVisitor visitor = new NettyVisitor(this, sockets.of(number), number);
        visitors.add(visitor);
        return visitor;
    }

    @Override
    public long openConnections() {
        return opened.sum() - closed.sum();
    }

    @Override
    public void close() {
        visitors.forEach(NettyVisitor::close);
        sockets.close();
    }

    @Override
    public long udpDrops() {
        return sockets.drops();
    }

    @Override
    public List<String> notes() {
        return sockets.notes();
    }

    int connectTimeoutMillis() {
        return connectTimeoutMillis;
    }

    /** The port is only the session cache's key: the name alone is what is checked and sent as SNI. */
    QuicSslEngine newEngine(String host, int sessionKey) {
        return tls.newEngine(ByteBufAllocator.DEFAULT, host, sessionKey);
    }

    Verdict takeVerdict(SSLEngine engine) {
        return verifier.takeVerdict(engine);
    }

    void connectionOpened() {
        opened.increment();
    }

    void connectionClosed() {
        closed.increment();
    }

    void gone(NettyVisitor visitor) {
        visitors.remove(visitor);
    }
}
