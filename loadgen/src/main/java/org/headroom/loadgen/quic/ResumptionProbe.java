package org.headroom.loadgen.quic;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.headroom.loadgen.transport.Exchange;
import org.headroom.loadgen.transport.Outcome;
import org.headroom.loadgen.transport.kwik.KwikProbe;
import org.headroom.loadgen.transport.kwik.KwikProbe.Ticket;

/** Comes back with the ticket of a first connection, and then with a request in the first packet (0-RTT). */
final class ResumptionProbe {
    private static final String RESUMPTION = "resumption";
    private static final String EARLY = "0-rtt";
    private static final Duration TICKET_PATIENCE = Duration.ofSeconds(1);
    private static final int TOO_EARLY = 425;

    private ResumptionProbe() {}

    static List<Finding> of(QuicHost host) {
        Optional<Ticket> ticket;
        try (KwikProbe first = host.connect()) {
            if (first.failure().isPresent()) {
                return List.of(
                        Finding.notTold(RESUMPTION, false, "no handshake"),
                        Finding.notTold(EARLY, false, "no handshake"));
            }
            var _ = first.exchange(host.get());
            ticket = first.ticket(TICKET_PATIENCE);
        }
        if (ticket.isEmpty()) {
            return List.of(
                    Finding.doesNot(
                            RESUMPTION,
                            false,
                            "the server gives no session ticket: who comes back does the whole handshake again",
                            "nginx: `ssl_session_tickets on;` is the default; look for `off`"),
                    Finding.doesNot(EARLY, false, "there is no 0-RTT without tickets", ""));
        }
        return List.of(resumed(host, ticket.get()), early(host, ticket.get()));
    }

    private static Finding resumed(QuicHost host, Ticket ticket) {
        try (KwikProbe again = KwikProbe.resume(host.host(), host.address(), host.timeout(), ticket)) {
            if (again.failure().isPresent()) {
                return Finding.doesNot(
                        RESUMPTION,
                        false,
                        "the handshake with a ticket fails: "
                                + again.failure().get().detail(),
                        "look into the web server's error log");
            }
            if (!again.resumed()) {
                return Finding.doesNot(
                        RESUMPTION,
                        false,
                        "the server does not know its own ticket again: who comes back does the whole handshake",
                        "nginx: one `ssl_session_ticket_key` file for all proxies that share a name");
            }
            double ms = again.handshakeNanos() / 1e6;
            return Finding.works(
                            RESUMPTION,
                            false,
                            String.format(Locale.ROOT, "who comes back goes on with the old session, in %.1f ms", ms))
                    .taking(ms);
        }
    }

    private static Finding early(QuicHost host, Ticket ticket) {
        if (!ticket.allowsEarlyData()) {
            return Finding.doesNot(
                    EARLY,
                    false,
                    "off: no request comes along with the first packet; nothing can be replayed, either",
                    "nginx from 1.29.1 with OpenSSL 3.5.1 can: `ssl_early_data on;` (before, only with BoringSSL, LibreSSL"
                            + " or QuicTLS); then the site must answer 425 where a replay would do harm"
                            + " (`proxy_set_header Early-Data $ssl_early_data;`)");
        }
        try (KwikProbe again = KwikProbe.resumeWith(host.get(), ticket)) {
            if (again.failure().isPresent()) {
                return Finding.doesNot(
                        EARLY,
                        false,
                        "the handshake with early data fails: "
                                + again.failure().get().detail(),
                        "look into the web server's error log");
            }
            if (!again.earlyDataAccepted()) {
                return Finding.doesNot(
                        EARLY, false, "offered in the ticket, but refused: the request is sent again, no harm", "");
            }
            return accepted(again.earlyExchange());
        }
    }

    private static Finding accepted(Optional<Exchange> exchange) {
        if (exchange.isEmpty() || exchange.get().outcome() instanceof Outcome.Failed) {
            return Finding.doesNot(EARLY, false, "accepted, but the early request got no answer", "");
        }
        int status = exchange.get().head().status();
        double ms = (exchange.get().firstByteNanos() - exchange.get().sentNanos()) / 1e6;
        if (status == TOO_EARLY) {
            return Finding.works(
                            EARLY,
                            false,
                            "accepted, and the site answers 425: browsers ask again after the handshake, as they should")
                    .taking(ms);
        }
        return Finding.works(
                        EARLY,
                        false,
                        String.format(
                                Locale.ROOT,
                                "a request in the first packet is answered (%d), first byte after %.1f ms",
                                status,
                                ms))
                .taking(ms)
                .advising(
                        "such a request can be replayed by others: only pages that change nothing may answer it, all else 425;"
                                + " nginx: `proxy_set_header Early-Data $ssl_early_data;`");
    }
}
