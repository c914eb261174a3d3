package org.headroom.loadgen.transport.jetty;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.client.Origin;
import org.eclipse.jetty.io.ssl.SslClientConnectionFactory.SslEngineFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * TLS engines for visitors. Each visitor has an {@link SSLContext} of its own, whose session cache is thereby shared
 * by the visitor's connections and by nobody else's; a context costs some microseconds and dies with its visitor.
 */
final class VisitorTls extends SslContextFactory.Client implements SslEngineFactory {
    private final X509ExtendedTrustManager trustManager;
    private final SecureRandom random = new SecureRandom();

    VisitorTls(X509ExtendedTrustManager trustManager) {
        this.trustManager = trustManager;
        // Jetty wants to have one, or builds it from the system's trust store.
        setSslContext(newContext());
    }

    SSLContext newContext() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {trustManager}, random);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no TLS", e);
        }
    }

    @Override
    public SSLEngine newSslEngine(String connectedHost, int connectedPort, Map<String, Object> context) {
        Destination destination = (Destination) Objects.requireNonNull(context.get(Destination.CONTEXT_KEY));
        Origin origin = destination.getOrigin();
        JettyVisitor visitor = (JettyVisitor) origin.getTag();
        String host = origin.getAddress().getHost();
        SSLEngine engine =
                visitor.sslContext().createSSLEngine(host, origin.getAddress().getPort());
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setServerNames(isAddress(host) ? List.of() : List.of(new SNIHostName(host)));
        parameters.setApplicationProtocols(origin.getProtocol().getProtocols().toArray(String[]::new));
        engine.setSSLParameters(parameters);
        return engine;
    }

    /** Browsers send no SNI for addresses, and the JDK sends none for names without a dot unless told. */
    private static boolean isAddress(String host) {
        return host.indexOf(':') >= 0 || host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    }
}
