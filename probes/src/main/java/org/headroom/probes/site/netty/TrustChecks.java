package org.headroom.probes.site.netty;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.headroom.scenarios.endpoint.TrustManagers;
import org.headroom.scenarios.endpoint.TrustPolicy;
import org.jspecify.annotations.Nullable;

/**
 * What browsers would think of a chain. Each chain is judged once, by the CA that the stack file names if that is enough:
 * to read the system's hundred and more takes longer than everything else here.
 */
final class TrustChecks {
    private final TrustPolicy policy;
    private final Map<List<X509Certificate>, Optional<String>> known = new ConcurrentHashMap<>();
    private @Nullable X509TrustManager own;
    private @Nullable X509TrustManager all;

    TrustChecks(TrustPolicy policy) {
        this.policy = policy;
    }

    Optional<String> distrust(List<X509Certificate> chain) {
        if (chain.isEmpty()) {
            return Optional.of("no certificate was shown");
        }
        return known.computeIfAbsent(chain, this::judge);
    }

    private synchronized Optional<String> judge(List<X509Certificate> chain) {
        try {
            if (policy instanceof TrustPolicy.CaFile(Path pem)) {
                if (own == null) {
                    own = of(pem);
                }
                if (refusal(own, chain).isEmpty()) {
                    return Optional.empty();
                }
            }
            if (all == null) {
                all = TrustManagers.of(policy);
            }
            return refusal(all, chain);
        } catch (IOException | GeneralSecurityException e) {
            return Optional.of("it cannot be judged: " + e.getMessage());
        }
    }

    private static Optional<String> refusal(X509TrustManager manager, List<X509Certificate> chain) {
        try {
            manager.checkServerTrusted(chain.toArray(new X509Certificate[0]), "UNKNOWN");
            return Optional.empty();
        } catch (CertificateException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static X509TrustManager of(Path pem) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int number = 0;
        try (InputStream in = Files.newInputStream(pem)) {
            for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("given-" + number++, one);
            }
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager found) {
                return found;
            }
        }
        throw new GeneralSecurityException("this JVM offers no X.509 trust manager");
    }
}
