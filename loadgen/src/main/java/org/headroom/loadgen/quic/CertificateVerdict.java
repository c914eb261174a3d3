package org.headroom.loadgen.quic;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.headroom.loadgen.transport.CertificateTrouble;

/** Whether browsers take the certificate that came over QUIC, for this name. */
final class CertificateVerdict {
    private static final String PROBE = "certificate";
    private static final int MOST_NAMES = 4;

    private CertificateVerdict() {}

    /**
     * The finding.
     *
     * @param chain the server's own first
     * @param refusal what the verification said
     * @param verified false: the user wants none
     */
    static Finding of(
            String host, List<X509Certificate> chain, Optional<CertificateException> refusal, boolean verified) {
        if (chain.isEmpty()) {
            return Finding.notTold(PROBE, true, "no handshake over QUIC");
        }
        X509Certificate own = chain.getFirst();
        List<String> names = CertificateNames.of(own);
        String isFor = names.isEmpty()
                ? "no name at all"
                : String.join(", ", names.subList(0, Math.min(MOST_NAMES, names.size())))
                        + (names.size() > MOST_NAMES ? " and " + (names.size() - MOST_NAMES) + " more" : "");
        String end = own.getNotAfter()
                .toInstant()
                .atOffset(ZoneOffset.UTC)
                .toLocalDate()
                .toString();
        boolean otherName = !CertificateNames.cover(names, host);
        if (otherName && (refusal.isPresent() || !verified)) {
            String words = "it is for " + isFor + ", not for " + host;
            return verified
                    ? Finding.doesNot(PROBE, true, words + ": browsers refuse it", otherSite())
                    : Finding.notTold(PROBE, true, words + "; not verified (--insecure)")
                            .advising(otherSite());
        }
        if (refusal.isPresent()) {
            return Finding.doesNot(
                    PROBE, true, CertificateTrouble.words(refusal.get()) + ": browsers refuse it", renewal());
        }
        String words = "for " + isFor + ", until " + end;
        return verified
                ? Finding.works(PROBE, true, words)
                : Finding.notTold(PROBE, true, words + "; not verified (--insecure)");
    }

    private static String otherSite() {
        return "a server without its own `listen … quic` answers h3 with the other site's certificate: nginx: give the"
                + " server of this name `listen 443 quic;` (the first server of the address has `quic reuseport`) and"
                + " its ssl_certificate";
    }

    private static String renewal() {
        return "renew it and reload nginx; a CA of your own is named by --cacert";
    }
}
