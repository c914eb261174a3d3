package org.headroom.loadgen.transport;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.X509ExtendedTrustManager;
import org.headroom.loadgen.transport.discovery.DiscoveringTransport;
import org.headroom.loadgen.transport.jetty.JettyTransport;
import org.headroom.loadgen.transport.kwik.KwikTransport;
import org.headroom.loadgen.transport.netty.NettyH3Transport;
import org.headroom.loadgen.transport.roaming.RoamingTransport;
import org.headroom.loadgen.transport.tcp.NettyTcpTransport;
import org.headroom.scenarios.endpoint.TrustManagers;
import org.headroom.scenarios.endpoint.TrustPolicy;

/**
 * Makes transports. The JVM needs {@code --enable-native-access=ALL-UNNAMED} for Netty's native library, or it prints a
 * warning.
 */
public final class Transports {
    /** It takes six threads for a connection. */
    private static final int MOST_BY_KWIK = 100;

    private Transports() {}

    /** A transport for that protocol by the fastest library that runs here, h3 by the given one. */
    public static Transport create(Protocol protocol, H3Choice h3, TrustPolicy trust, Duration connectTimeout)
            throws IOException {
        return create(protocol, TcpChoice.AUTO, h3, trust, connectTimeout);
    }

    /**
     * A transport for that protocol.
     *
     * @param tcp which library carries h1 and h2; without meaning for h3
     * @param h3 which library carries h3; without meaning for the others
     * @throws IOException when the trust policy's CA file cannot be read
     * @throws IllegalArgumentException when Netty is demanded where its native library does not load
     */
    public static Transport create(
            Protocol protocol, TcpChoice tcp, H3Choice h3, TrustPolicy trust, Duration connectTimeout)
            throws IOException {
        X509ExtendedTrustManager trustManager = TrustManagers.of(trust);
        return switch (protocol) {
            case H1, H2 -> createTcp(protocol, tcp, trustManager, connectTimeout);
            case H3 -> createH3(h3, trustManager, connectTimeout);
        };
    }

    /**
     * A transport for visitors of a site in that protocol: as {@link #create}, and {@code http://} URLs, from which
     * sites redirect, go over plain h1.
     *
     * @throws IOException when the trust policy's CA file cannot be read
     * @throws IllegalArgumentException when Netty is demanded where its native library does not load
     */
    public static Transport forVisitors(
            Protocol protocol, Carriers carriers, TrustPolicy trust, Duration connectTimeout) throws IOException {
        Transport main = create(protocol, carriers.tcp(), carriers.h3(), trust, connectTimeout);
        if (protocol == Protocol.H1) {
            return main;
        }
        if (protocol == Protocol.H3 && carriers.h3Discovery()) {
            return new DiscoveringTransport(forVisitors(Protocol.H2, carriers, trust, connectTimeout), main);
        }
        X509ExtendedTrustManager trustManager = TrustManagers.of(trust);
        return new PlainBeside(main, () -> createTcp(Protocol.H1, carriers.tcp(), trustManager, connectTimeout));
    }

    /** Makes a transport when it is needed. */
    @FunctionalInterface
    public interface Maker {
        Transport make() throws IOException;
    }

    /**
     * That transport with visitors of whom a share roams, see {@link RoamingTransport}. Netty's native QUIC cannot
     * change its address: over h3 those who roam are carried by Kwik, up to {@value #MOST_BY_KWIK} at once.
     */
    public static RoamingTransport roaming(Transport usual, Maker kwik, double share) throws IOException {
        boolean byKwik = usual.protocol() == Protocol.H3;
        Optional<Transport> forRoamers =
                byKwik && !usual.name().equals("kwik") ? Optional.of(kwik.make()) : Optional.empty();
        return new RoamingTransport(usual, forRoamers, share, byKwik ? MOST_BY_KWIK : Integer.MAX_VALUE);
    }

    private static Transport createTcp(
            Protocol protocol, TcpChoice choice, X509ExtendedTrustManager trustManager, Duration timeout) {
        boolean netty = switch (choice) {
            case AUTO -> NettyTcpTransport.isNative();
            case NETTY -> true;
            case JETTY -> false;
        };
        return netty
                ? new NettyTcpTransport(protocol, trustManager, timeout)
                : new JettyTransport(protocol, trustManager, timeout);
    }

    private static Transport createH3(H3Choice choice, X509ExtendedTrustManager trustManager, Duration timeout) {
        return switch (choice) {
            case AUTO ->
                NettyH3Transport.isAvailable()
                        ? new NettyH3Transport(trustManager, timeout)
                        : new KwikTransport(trustManager, timeout);
            case NETTY -> {
                if (!NettyH3Transport.isAvailable()) {
                    throw new IllegalArgumentException(
                            "Netty's native QUIC library does not load here: " + NettyH3Transport.unavailableReason());
                }
                yield new NettyH3Transport(trustManager, timeout);
            }
            case KWIK -> new KwikTransport(trustManager, timeout);
        };
    }
}
