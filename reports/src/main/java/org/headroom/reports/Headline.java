package org.headroom.reports;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Comparator;
import java.util.Optional;
import org.headroom.loadgen.result.ProtocolSummary;
import org.headroom.loadgen.result.Summary;

/**
 * The protocol that speaks for the run: of those that failed least, the one with most good pages a second; rates that
 * are the same in two digits are a tie, which the 95th percentile decides.
 *
 * @param index its place in the summary
 */
record Headline(int index, ProtocolSummary protocol) {
    private static final MathContext TWO_DIGITS = new MathContext(2);

    /** Empty when no page ended. */
    static Optional<Headline> of(Summary summary) {
        var protocols = summary.protocols();
        return protocols.stream()
                .filter(p -> p.pages().count() > 0)
                .min(Comparator.comparingDouble(Headline::failedShare)
                        .thenComparing(Comparator.comparing(Headline::roundRate).reversed())
                        .thenComparingDouble(p -> p.pages().latency().p95())
                        .thenComparing(ProtocolSummary::protocol))
                .map(best -> new Headline(protocols.indexOf(best), best));
    }

    /** E.g. "24.1 pages/s over h2 with p95 0.41 s". */
    String sentence() {
        var pages = protocol.pages();
        return "%s pages/s over %s with p95 %s"
                .formatted(
                        Figures.rate(pages.perSecond()),
                        protocol.protocol(),
                        Figures.time(pages.latency().p95()));
    }

    private static double failedShare(ProtocolSummary protocol) {
        return (double) protocol.pages().failed() / protocol.pages().count();
    }

    private static BigDecimal roundRate(ProtocolSummary protocol) {
        return new BigDecimal(protocol.pages().perSecond(), TWO_DIGITS);
    }
}
