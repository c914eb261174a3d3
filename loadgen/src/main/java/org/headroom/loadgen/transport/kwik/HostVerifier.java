package org.headroom.loadgen.transport.kwik;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Checks chain and host name of one connection by the JDK's rules and remembers a refusal. The TLS library has a name
 * check of its own, which takes any name when the certificate's subject has none; it is switched off.
 */
final class HostVerifier implements X509TrustManager {
    private final X509ExtendedTrustManager trustManager;
    private final String host;
    private volatile @Nullable CertificateException refusal;

    HostVerifier(X509ExtendedTrustManager trustManager, String host) {
        this.trustManager = trustManager;
        this.host = host;
    }

    @Nullable
    CertificateException refusal() {
        return refusal;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        try {
            // With TLS 1.3 the key exchange says nothing about the certificate; the JDK calls that "UNKNOWN".
            trustManager.checkServerTrusted(chain, "UNKNOWN", new HandshakeView(host));
        } catch (CertificateException e) {
            refusal = e;
            throw e;
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("this is a client");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return trustManager.getAcceptedIssuers();
    }
}
