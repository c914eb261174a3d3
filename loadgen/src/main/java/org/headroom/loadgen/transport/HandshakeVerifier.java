package org.headroom.loadgen.transport;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Asks the real trust manager, and remembers what it said about each handshake: the native library reports a bare
 * "TLS failed", and tells nobody whether a session was resumed. Only a full handshake asks for the certificate, so one
 * that completed without a question was a resumption.
 */
public final class HandshakeVerifier extends X509ExtendedTrustManager {
    /** What was said of a certificate. */
    public sealed interface Verdict {
        /** No certificate came, or a session was resumed. */
        record NotAsked() implements Verdict {}

        record Trusted() implements Verdict {}

        record Refused(CertificateException reason) implements Verdict {}
    }

    private final X509ExtendedTrustManager trustManager;
    private final Map<SSLEngine, Verdict> verdicts = new ConcurrentHashMap<>();

    /** Asks that one. */
    public HandshakeVerifier(X509ExtendedTrustManager trustManager) {
        this.trustManager = trustManager;
    }

    /** What was said in that engine's handshake; forgets it. */
    public Verdict takeVerdict(SSLEngine engine) {
        Verdict verdict = verdicts.remove(engine);
        return verdict == null ? new Verdict.NotAsked() : verdict;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        try {
            // BoringSSL names the key exchange "GENERIC" or similar; for TLS 1.3 the JDK wants to hear "UNKNOWN".
            trustManager.checkServerTrusted(chain, "UNKNOWN", engine);
            verdicts.put(engine, new Verdict.Trusted());
        } catch (CertificateException e) {
            verdicts.put(engine, new Verdict.Refused(e));
            throw e;
        }
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
