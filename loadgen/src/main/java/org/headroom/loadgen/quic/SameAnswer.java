package org.headroom.loadgen.quic;

import java.util.Optional;
import org.headroom.loadgen.transport.Exchange;
import org.headroom.loadgen.transport.Outcome;

/** Whether h3 and TCP give the same page: a server that is set up for one only, or an empty Host header, shows here. */
final class SameAnswer {
    private static final String PROBE = "answer";
    private static final int BAD_REQUEST = 400;

    private SameAnswer() {}

    /**
     * The finding.
     *
     * @param first what the first name answered over h3; empty: this is it
     */
    static Finding of(Handshakes handshakes, TcpAnswer tcp, Optional<Exchange> first) {
        Optional<Exchange> over = handshakes.answer().filter(SameAnswer::answered);
        if (over.isEmpty() || !answered(tcp.exchange())) {
            return Finding.notTold(PROBE, true, "nothing to compare");
        }
        Exchange h3 = over.get();
        Exchange other = tcp.exchange();
        String label = tcp.protocol().label();
        if (h3.head().status() != other.head().status()) {
            return Finding.doesNot(
                    PROBE,
                    true,
                    "h3 answers " + h3.head().status() + ", " + label + " answers "
                            + other.head().status(),
                    h3.head().status() == BAD_REQUEST
                            ? "nginx: over h3 $http_host is empty, so that `proxy_set_header Host $http_host;` breaks"
                                    + " it: use $host"
                            : "nginx: this name's server has other rules over h3, or none: compare its"
                                    + " `listen … quic` and `listen … ssl` servers");
        }
        if (!h3.head().location().equals(other.head().location())) {
            return Finding.doesNot(
                    PROBE,
                    true,
                    "h3 redirects to " + h3.head().location() + ", " + label + " to "
                            + other.head().location(),
                    "nginx: use $host, and the same server for `listen … quic` and `listen … ssl`");
        }
        if (h3.text().equals(other.text())) {
            return Finding.works(
                    PROBE,
                    true,
                    "h3 and " + label + " give the same " + h3.bodyBytes() + " bytes, status "
                            + h3.head().status());
        }
        if (first.isPresent() && answered(first.get()) && first.get().text().equals(h3.text())) {
            return Finding.doesNot(
                    PROBE,
                    true,
                    "h3 gives the page of the first name, " + label + " gives another",
                    "nginx: give the server of this name its own `listen 443 quic;`");
        }
        return Finding.works(
                PROBE,
                true,
                "h3 and " + label + " both answer " + h3.head().status()
                        + "; the bytes differ, as those of a page made anew for each request do");
    }

    private static boolean answered(Exchange exchange) {
        return exchange.outcome() instanceof Outcome.Answered;
    }
}
