package org.headroom.loadgen.transport.kwik;

import java.net.InetSocketAddress;
import java.time.Duration;
import javax.net.ssl.X509TrustManager;
import tech.kwik.core.DatagramSocketFactory;
import tech.kwik.core.QuicClientConnection;
import tech.kwik.core.log.NullLogger;

/** How every connection of Kwik's is set up here. */
final class Dial {
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final long STREAM_WINDOW_BYTES = 1024L * 1024;

    static {
        // Kwik asserts that a round trip takes a millisecond. On loopback a JVM that checks assertions, as test runners
        // do, loses the connection's receiver thread by that, and every exchange hangs.
        Dial.class.getClassLoader().setPackageAssertionStatus("tech.kwik.core", false);
        // Kwik's own verification is off in favour of HostVerifier; it would say so on the console for every
        // connection.
        System.setProperty("tech.kwik.core.no-security-warnings", "true");
    }

    private Dial() {}

    static QuicClientConnection.Builder h3(
            String host,
            InetSocketAddress address,
            Duration connectTimeout,
            X509TrustManager verifier,
            DatagramSocketFactory sockets) {
        return QuicClientConnection.newBuilder()
                .host(host)
                .port(address.getPort())
                .proxy(address.getAddress().getHostAddress())
                .applicationProtocol("h3")
                .connectTimeout(connectTimeout)
                .maxIdleTimeout(IDLE)
                .maxOpenPeerInitiatedUnidirectionalStreams(3)
                .maxOpenPeerInitiatedBidirectionalStreams(0)
                .defaultStreamReceiveBufferSize(STREAM_WINDOW_BYTES)
                .noServerCertificateCheck()
                .customTrustManager(verifier)
                .socketFactory(sockets)
                .logger(new NullLogger());
    }
}
