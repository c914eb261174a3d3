package org.headroom.loadgen.quic;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** The names that a certificate is for. */
final class CertificateNames {
    private static final int DNS = 2;
    private static final int ADDRESS = 7;

    private CertificateNames() {}

    /** DNS names and addresses, as written; empty: there are none, or they cannot be read. */
    static List<String> of(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            if (alternatives != null) {
                for (List<?> one : alternatives) {
                    if ((one.get(0).equals(DNS) || one.get(0).equals(ADDRESS)) && one.get(1) instanceof String name) {
                        names.add(name);
                    }
                }
            }
        } catch (CertificateParsingException _) {
            return List.of();
        }
        return List.copyOf(names);
    }

    /** Whether one of them is this host; an asterisk stands for one label. */
    static boolean cover(List<String> names, String host) {
        String wanted = host.toLowerCase(Locale.ROOT);
        int dot = wanted.indexOf('.');
        return names.stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .anyMatch(name -> name.equals(wanted)
                        || (name.startsWith("*.")
                                && dot > 0
                                && name.substring(1).equals(wanted.substring(dot))));
    }
}
