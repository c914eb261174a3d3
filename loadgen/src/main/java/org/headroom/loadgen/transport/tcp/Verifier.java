package org.headroom.loadgen.transport.tcp;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Asks the real trust manager, and remembers for which engines it was asked: only a full handshake shows a certificate,
 * so one that succeeds without a question has resumed a session. The native library tells nobody.
 */
final class Verifier extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager trustManager;
    private final Set<SSLEngine> asked = ConcurrentHashMap.newKeySet();

    Verifier(X509ExtendedTrustManager trustManager) {
        this.trustManager = trustManager;
    }

    /** Whether that engine had a certificate to check; forgets it. */
    boolean forget(SSLEngine engine) {
        return asked.remove(engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        asked.add(engine);
        // BoringSSL names the key exchange "GENERIC" or similar; for TLS 1.3 the JDK wants to hear "UNKNOWN".
        trustManager.checkServerTrusted(chain, "UNKNOWN", engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("a host name cannot be checked without the engine");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("there are no such sockets here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("this is a client");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("this is a client");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("this is a client");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return trustManager.getAcceptedIssuers();
    }
}
