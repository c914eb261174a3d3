package org.headroom.loadgen.quic;

import java.util.Comparator;
import java.util.Locale;
import org.headroom.loadgen.transport.Exchange;
import org.headroom.loadgen.transport.FailureKind;
import org.headroom.loadgen.transport.Outcome;

/** Whether h3 comes about, and what stands in its way: UDP, QUIC or TLS. */
final class Reachability {
    private static final String PROBE = "h3";

    private Reachability() {}

    /**
     * The finding.
     *
     * @param udp what the version probe met
     */
    static Finding of(QuicHost host, Handshakes handshakes, VersionProbe.Answer udp) {
        if (!handshakes.any()) {
            return unreached(host, handshakes, udp);
        }
        String shook = String.format(
                Locale.ROOT,
                "%d of %d handshakes, QUIC %s, the fastest in %.1f ms; ",
                handshakes.milliseconds().size(),
                handshakes.tried(),
                handshakes.version(),
                handshakes.bestMilliseconds());
        return answered(host, handshakes, shook).taking(handshakes.bestMilliseconds());
    }

    private static Finding answered(QuicHost host, Handshakes handshakes, String shook) {
        String get = "GET " + host.path() + " ";
        if (handshakes.answers().isEmpty()) {
            return Finding.doesNot(PROBE, true, shook + get + "fails: " + handshakes.reason(), lostPackets());
        }
        int answers = handshakes.answers().size();
        int connections = handshakes.milliseconds().size();
        Exchange best = handshakes.answers().stream()
                .min(Comparator.comparingLong(Reachability::took))
                .orElseThrow();
        String words = shook + get + "answers " + best.head().status()
                + String.format(Locale.ROOT, " in %.1f ms", took(best) / 1e6)
                + (answers < connections ? " on " + answers + " of them" : "");
        return handshakes.failed() == 0 && answers == connections
                ? Finding.works(PROBE, true, words)
                : Finding.doesNot(PROBE, true, words + "; else: " + handshakes.reason(), lostPackets());
    }

    private static long took(Exchange exchange) {
        return exchange.doneNanos() - exchange.sentNanos();
    }

    private static String lostPackets() {
        return "perhaps packets reach a worker that does not know the connection: nginx with several workers needs"
                + " `listen 443 quic reuseport;` in the first server of the address, and with `quic_bpf on;` a restart"
                + " instead of a reload (nginx issue 425); else look into the web server's error log";
    }

    private static Finding unreached(QuicHost host, Handshakes handshakes, VersionProbe.Answer udp) {
        FailureKind kind = handshakes.failure().map(Outcome.Failed::kind).orElse(FailureKind.OTHER);
        String port = "UDP port " + host.port();
        if (kind == FailureKind.CONNECT_REFUSED || (udp.closed() && !handshakes.heard())) {
            return Finding.doesNot(
                    PROBE,
                    true,
                    port + " is closed: nothing listens for QUIC there",
                    "nginx: `listen 443 quic reuseport;` beside `listen 443 ssl;` (nginx -V must show"
                            + " --with-http_v3_module)");
        }
        if (udp.versions().isPresent() && handshakes.timedOut()) {
            return Finding.doesNot(
                    PROBE,
                    true,
                    "UDP passes and the server speaks QUIC, but no handshake is ever finished",
                    "large datagrams get lost on the way (MTU), or nginx has several workers and lacks `reuseport`");
        }
        if (!handshakes.heard() && !udp.heard()) {
            return Finding.doesNot(
                    PROBE,
                    true,
                    "nothing comes back from " + port + ": a firewall drops it, or nothing listens for QUIC",
                    "open " + port + " (UDP, not only TCP) in every firewall on the way; nginx: `listen 443 quic"
                            + " reuseport;`");
        }
        return Finding.doesNot(PROBE, true, "no handshake: " + handshakes.reason(), advice(kind));
    }

    private static String advice(FailureKind kind) {
        return switch (kind) {
            case PROTOCOL_NOT_OFFERED ->
                "nginx: `http3 on;` is its default; look for `http3 off`, and for another" + " program on this port";
            case TLS -> "h3 needs TLS 1.3: nginx: `ssl_protocols TLSv1.2 TLSv1.3;` and a certificate in this server";
            default -> "look into the web server's error log";
        };
    }
}
