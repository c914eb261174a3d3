package org.headroom.loadgen.quic;

import java.time.Duration;
import java.util.Optional;
import org.headroom.loadgen.transport.AltSvc;
import org.headroom.loadgen.transport.Exchange;
import org.headroom.loadgen.transport.FailureKind;
import org.headroom.loadgen.transport.Outcome;

/** Whether browsers are told of h3: they ask over TCP first and find it in the Alt-Svc header, no other way. */
final class Advertisement {
    private static final String PROBE = "alt-svc";
    private static final long SHORT_SECONDS = 600;
    private static final int FIRST_ERROR = 400;

    private Advertisement() {}

    static Finding of(QuicHost host, TcpAnswer tcp) {
        Exchange exchange = tcp.exchange();
        String over = tcp.protocol().label();
        if (exchange.outcome() instanceof Outcome.Failed failed) {
            String words = "no answer over " + over + ": " + failed.kind().label() + ", " + failed.detail();
            return failed.kind() == FailureKind.CERTIFICATE
                    ? Finding.doesNot(
                            PROBE, true, words, "browsers do not get as far as h3: mend the certificate first")
                    : Finding.doesNot(PROBE, true, words, "browsers come over TCP first: it must answer, too");
        }
        String value = exchange.head().altSvc();
        int status = exchange.head().status();
        if (value.isEmpty()) {
            String always = status >= FIRST_ERROR ? " (`always`: also with this " + status + ")" : "";
            return Finding.doesNot(
                    PROBE,
                    true,
                    over + " answers " + status + " without an Alt-Svc header: browsers never find h3",
                    header(host) + always);
        }
        Optional<AltSvc> h3 = AltSvc.h3(value);
        if (h3.isEmpty()) {
            return Finding.doesNot(
                    PROBE, true, "Alt-Svc over " + over + " names no h3: " + shortened(value), header(host));
        }
        return judged(host, h3.get(), over);
    }

    private static Finding judged(QuicHost host, AltSvc h3, String over) {
        String place = h3.host() + ":" + h3.port();
        if (h3.port() != host.port() && h3.host().isEmpty()) {
            return Finding.doesNot(
                    PROBE,
                    true,
                    "Alt-Svc over " + over + " sends browsers to UDP port " + h3.port() + ", this one is "
                            + host.port(),
                    header(host));
        }
        String age = "for "
                + Duration.ofSeconds(h3.maxAgeSeconds()).toString().substring(2).toLowerCase(java.util.Locale.ROOT);
        if (h3.maxAgeSeconds() == 0) {
            return Finding.doesNot(
                    PROBE, true, "Alt-Svc over " + over + " has ma=0: browsers forget it at once", header(host));
        }
        Finding works = Finding.works(PROBE, true, over + " tells of h3 at " + place + ", to be remembered " + age);
        return h3.maxAgeSeconds() < SHORT_SECONDS
                ? works.advising("ma=" + h3.maxAgeSeconds() + " is short: returning visitors begin with TCP again")
                : works;
    }

    private static String header(QuicHost host) {
        return "nginx: `add_header Alt-Svc 'h3=\":" + host.port() + "\"; ma=86400' always;` in this server, and in"
                + " every location with an add_header of its own";
    }

    private static String shortened(String value) {
        return value.length() > 80 ? value.substring(0, 80) + "…" : value;
    }
}
