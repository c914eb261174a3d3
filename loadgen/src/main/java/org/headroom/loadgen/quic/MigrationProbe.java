package org.headroom.loadgen.quic;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.headroom.loadgen.transport.Exchange;
import org.headroom.loadgen.transport.Outcome;
import org.headroom.loadgen.transport.kwik.KwikProbe;

/** Changes its own address in the middle of a connection, as a phone does that leaves the house. */
final class MigrationProbe {
    private static final String PROBE = "migration";
    /** Several workers share the packets by address: one move that goes well says little. */
    static final int MOVES = 4;

    private MigrationProbe() {}

    static Finding of(QuicHost host) {
        List<Double> went = new ArrayList<>();
        int tried = 0;
        boolean forbidden = false;
        for (int i = 0; i < MOVES; i++) {
            try (KwikProbe probe = host.connect()) {
                if (probe.failure().isPresent() || !answered(probe.exchange(host.get()))) {
                    continue;
                }
                forbidden = probe.forbidsMigration();
                if (!probe.move()) {
                    continue;
                }
                tried++;
                Exchange after = probe.exchange(host.get());
                if (answered(after) && probe.heard()) {
                    went.add((after.firstByteNanos() - after.sentNanos()) / 1e6);
                } else if (went.isEmpty() && tried == 2) {
                    break;
                }
            }
        }
        return finding(tried, went, forbidden);
    }

    private static Finding finding(int tried, List<Double> went, boolean forbidden) {
        if (tried == 0) {
            return Finding.notTold(PROBE, false, "no connection that could be moved");
        }
        String counted = went.size() + " of " + tried + " connections go on from another address";
        if (went.size() < tried) {
            return Finding.doesNot(
                    PROBE,
                    false,
                    counted + (forbidden ? "; the server asks clients not to" : "")
                            + ": visitors who change their network must connect anew",
                    "nginx with several workers: packets from a new address reach another worker; `quic_bpf on;` with"
                            + " `reuseport` routes them by connection id, but then restart instead of reload, which"
                            + " loses new connections (nginx issue 425)");
        }
        double best = went.stream().mapToDouble(Double::doubleValue).min().orElse(0);
        return Finding.works(
                        PROBE,
                        false,
                        String.format(Locale.ROOT, "%s, the next answer begins after %.1f ms", counted, best))
                .taking(best);
    }

    private static boolean answered(Exchange exchange) {
        return exchange.outcome() instanceof Outcome.Answered;
    }
}
