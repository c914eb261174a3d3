package org.headroom.loadgen.quic;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.X509ExtendedTrustManager;
import org.headroom.loadgen.transport.Exchange;
import org.headroom.loadgen.transport.FailureKind;
import org.headroom.loadgen.transport.Outcome;
import org.headroom.loadgen.transport.kwik.KwikProbe;

/**
 * Several connections to one name, one after another, and a request on each.
 *
 * @param milliseconds of each handshake that was finished
 * @param failed how many were not
 * @param failure why the last handshake or answer did not come about
 * @param retried how many had to prove their address first (Retry)
 * @param heard whether any datagram came from there
 * @param version of QUIC, e.g. {@code v1}; empty without a handshake
 * @param answers whole answers, at most one for each handshake
 */
record Handshakes(
        List<Double> milliseconds,
        int failed,
        Optional<Outcome.Failed> failure,
        int retried,
        boolean heard,
        String version,
        List<X509Certificate> chain,
        Optional<CertificateException> refusal,
        List<Exchange> answers) {

    static Handshakes of(QuicHost host, X509ExtendedTrustManager trust, int count) {
        Collected collected = new Collected();
        // Where nothing ever comes back, twice is enough.
        for (int i = 0; i < count && !(collected.took.isEmpty() && collected.failed == 2); i++) {
            try (KwikProbe probe = host.connect()) {
                collected.add(probe, host, trust);
            }
        }
        return collected.all();
    }

    private static final class Collected {
        private final List<Double> took = new ArrayList<>();
        private final List<Exchange> answers = new ArrayList<>();
        private List<X509Certificate> chain = List.of();
        private Optional<CertificateException> refusal = Optional.empty();
        private Optional<Outcome.Failed> failure = Optional.empty();
        private String version = "";
        private int failed;
        private int retried;
        private boolean heard;

        void add(KwikProbe probe, QuicHost host, X509ExtendedTrustManager trust) {
            retried += probe.retried() ? 1 : 0;
            heard |= probe.heard();
            if (probe.failure().isPresent()) {
                failure = probe.failure();
                failed++;
                return;
            }
            took.add(probe.handshakeNanos() / 1e6);
            version = probe.version();
            if (chain.isEmpty()) {
                chain = probe.certificates();
                refusal = probe.refusal(trust);
            }
            Exchange exchange = probe.exchange(host.get());
            if (exchange.outcome() instanceof Outcome.Failed why) {
                failure = Optional.of(why);
            } else {
                answers.add(exchange);
            }
        }

        Handshakes all() {
            return new Handshakes(
                    List.copyOf(took), failed, failure, retried, heard, version, chain, refusal, List.copyOf(answers));
        }
    }

    boolean any() {
        return !milliseconds.isEmpty();
    }

    int tried() {
        return milliseconds.size() + failed;
    }

    /** What is shown to others: the first whole answer. */
    Optional<Exchange> answer() {
        return answers.stream().findFirst();
    }

    /** The fastest: the first of a process also waits for the process itself. */
    double bestMilliseconds() {
        return milliseconds.stream().mapToDouble(Double::doubleValue).min().orElse(0);
    }

    boolean timedOut() {
        return failure.filter(failed -> failed.kind() == FailureKind.CONNECT_TIMEOUT)
                .isPresent();
    }

    String reason() {
        return failure.map(failed -> failed.kind().label() + ", " + failed.detail())
                .orElse("unknown");
    }
}
