package org.headroom.scenarios.endpoint;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Builds what TLS libraries need from a {@link TrustPolicy}. */
public final class TrustManagers {
    private TrustManagers() {}

    /**
     * A trust manager for the policy.
     *
     * @throws IOException when the CA file cannot be read or holds no certificate
     */
    public static X509ExtendedTrustManager of(TrustPolicy policy) throws IOException {
        try {
            return switch (policy) {
                case TrustPolicy.SystemTrust() -> extended(null);
                case TrustPolicy.CaFile(Path pem) -> extended(systemAnd(pem));
                case TrustPolicy.Insecure() -> new TrustEverything();
            };
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot set up certificate verification: " + e.getMessage(), e);
        }
    }

    /** A client TLS context for the policy; the host name check is the caller's to switch on. */
    public static SSLContext sslContext(TrustPolicy policy) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {of(policy)}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot set up TLS: " + e.getMessage(), e);
        }
    }

    private static X509ExtendedTrustManager extended(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager found) {
                return found;
            }
        }
        throw new GeneralSecurityException("this JVM offers no X.509 trust manager");
    }

    private static KeyStore systemAnd(Path pem) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int number = 0;
        for (X509Certificate root : systemRoots()) {
            store.setCertificateEntry("system-" + number++, root);
        }
        Collection<? extends Certificate> certificates;
        try (InputStream in = Files.newInputStream(pem)) {
            certificates = CertificateFactory.getInstance("X.509").generateCertificates(in);
        } catch (GeneralSecurityException e) {
            throw new IOException(pem + " is not a PEM file of certificates: " + e.getMessage(), e);
        }
        if (certificates.isEmpty()) {
            throw new IOException(pem + " holds no certificate");
        }
        for (Certificate certificate : certificates) {
            store.setCertificateEntry("given-" + number++, certificate);
        }
        return store;
    }

    private static X509Certificate[] systemRoots() throws GeneralSecurityException {
        return ((X509TrustManager) extended(null)).getAcceptedIssuers();
    }

    /** Extends the *extended* class on purpose: the JDK adds its own host name check to plain trust managers. */
    private static final class TrustEverything extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
