package org.headroom.probes.nginx;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** For which names a certificate is good, as browsers have it: subject alternative names, a star for one label. */
final class CertificateNames {
    private static final int DNS_NAME = 2;
    private static final int FINGERPRINT_BYTES = 8;

    private CertificateNames() {}

    /** Whether the first certificate of a chain is good for a host. */
    static boolean match(List<X509Certificate> chain, String host) {
        return !chain.isEmpty() && of(chain.getFirst()).stream().anyMatch(name -> match(name, host));
    }

    static boolean match(String pattern, String host) {
        String wanted = host.toLowerCase(Locale.ROOT);
        String name = pattern.toLowerCase(Locale.ROOT);
        if (!name.startsWith("*.")) {
            return name.equals(wanted);
        }
        int dot = wanted.indexOf('.');
        return dot > 0 && wanted.substring(dot).equals(name.substring(1));
    }

    static List<String> of(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        try {
            Collection<List<?>> all = certificate.getSubjectAlternativeNames();
            if (all != null) {
                for (List<?> one : all) {
                    if (one.size() > 1 && Integer.valueOf(DNS_NAME).equals(one.get(0))) {
                        names.add(String.valueOf(one.get(1)));
                    }
                }
            }
        } catch (CertificateParsingException _) {
            // As if it had none: no browser would take it.
        }
        return List.copyOf(names);
    }

    /** Enough of its SHA-256 to tell it from others. */
    static String fingerprint(X509Certificate certificate) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return HexFormat.ofDelimiter(":").formatHex(digest, 0, FINGERPRINT_BYTES);
        } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
            return "unreadable: " + e.getMessage();
        }
    }
}
