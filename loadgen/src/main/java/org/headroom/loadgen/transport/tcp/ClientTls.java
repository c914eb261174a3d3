package org.headroom.loadgen.transport.tcp;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.X509ExtendedTrustManager;
import org.headroom.loadgen.transport.HandshakeVerifier;
import org.headroom.loadgen.transport.Protocol;

/**
 * TLS for all visitors from one context. Its cache of sessions is keyed by host and port, and the port has no other use
 * (neither SNI nor the check of the host name look at it), so a number of the visitor's own takes its place: sessions are
 * resumed inside a visitor and by nobody else.
 */
final class ClientTls implements AutoCloseable {
    private static final String SEEN = "headroom.seen";

    private final HandshakeVerifier verifier;
    private final SslContext context;
    private final boolean isNative;

    /** {@code isNative}: by BoringSSL, else by the JDK. */
    ClientTls(Protocol protocol, X509ExtendedTrustManager trustManager, boolean isNative) {
        this.isNative = isNative;
        this.verifier = new HandshakeVerifier(trustManager);
        try {
            this.context = SslContextBuilder.forClient()
                    .sslProvider(isNative ? SslProvider.OPENSSL_REFCNT : SslProvider.JDK)
                    // The JDK asks for another engine than Netty's handler has, and tells of sessions itself.
                    .trustManager(isNative ? verifier : trustManager)
                    .endpointIdentificationAlgorithm("HTTPS")
                    .applicationProtocolConfig(new ApplicationProtocolConfig(
                            ApplicationProtocolConfig.Protocol.ALPN,
                            ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                            ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                            protocol == Protocol.H2 ? "h2" : "http/1.1"))
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException("TLS does not start: " + e.getMessage(), e);
        }
        if (context.sessionContext() instanceof OpenSslSessionContext sessions) {
            // Without keys of our own; the call switches tickets on for TLS 1.2, as browsers have them.
            sessions.setTicketKeys();
        }
    }

    /** A handler whose sessions are kept under that key. */
    SslHandler newHandler(ByteBufAllocator allocator, String host, int sessionKey) {
        SslHandler handler = context.newHandler(allocator, host, sessionKey);
        if (host.indexOf('.') < 0 && host.indexOf(':') < 0) {
            // Browsers send such names (localhost) too; Netty does not unless told.
            SSLParameters parameters = handler.engine().getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(host)));
            handler.engine().setSSLParameters(parameters);
        }
        return handler;
    }

    /** Whether the handshake that has just succeeded resumed a session. Ask once. */
    boolean resumed(SSLEngine engine) {
        if (isNative) {
            return verifier.takeVerdict(engine) instanceof HandshakeVerifier.Verdict.NotAsked;
        }
        // The JDK makes a new session object for a resumed session, which shares the values of the original.
        SSLSession session = engine.getSession();
        boolean resumed = session.getValue(SEEN) != null;
        if (!resumed) {
            session.putValue(SEEN, true);
        }
        return resumed;
    }

    /** The handshake failed. */
    void forget(SSLEngine engine) {
        var _ = verifier.takeVerdict(engine);
    }

    @Override
    public void close() {
        ReferenceCountUtil.release(context);
    }
}
