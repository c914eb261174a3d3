package org.headroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.headroom.loadgen.result.Latency;
import org.headroom.loadgen.result.ProtocolSummary;
import org.headroom.loadgen.result.ProtocolSummary.TimingTotals;
import org.headroom.loadgen.result.ProtocolSummary.ViewTotals;
import org.headroom.loadgen.result.RunVerdict;
import org.headroom.loadgen.result.Summary;
import org.junit.jupiter.api.Test;

class VisitTableTest {
    private static final Latency LATENCY = new Latency(120, 0, 480, 0, 0, 0, 0);
    private static final ViewTotals FIRST = new ViewTotals(70, 1, 2660, 0, 70, 0, 70_000_000, LATENCY);
    private static final ViewTotals REPEAT = new ViewTotals(30, 0, 90, 45, 30, 1050, 300_000, LATENCY);

    private static Summary summary(Map<String, ViewTotals> views, Map<String, TimingTotals> timings) {
        ProtocolSummary h2 = new ProtocolSummary(
                "h2",
                "jetty",
                new ProtocolSummary.Pages(100, 100, 1, 0, 1, LATENCY),
                new ProtocolSummary.Requests(2750, 1, 1, 1, Map.of(), Map.of(), 0, LATENCY, LATENCY),
                new ProtocolSummary.Connections(100, 0),
                Map.of(),
                Map.of(),
                List.of(),
                null,
                views,
                timings,
                Map.of(),
                null,
                null);
        return new Summary(1, RunVerdict.PASS, false, List.of(), List.of(h2), List.of(), null);
    }

    @Test
    void firstAndRepeatViewsStandBelowEachOtherPerPage() {
        List<String> lines = VisitTable.views(summary(Map.of("first", FIRST, "repeat", REPEAT), Map.of()));
        assertThat(lines).element(3).asString().matches("h2 first +70 +1 +120 ms +480 ms +38.0 +0.0 +0.0 +1000.0");
        assertThat(lines).element(4).asString().matches("h2 repeat +30 +0 +120 ms +480 ms +3.0 +1.5 +35.0 +10.0");
    }

    @Test
    void whenNobodyCameBackThereIsNoSuchTable() {
        assertThat(VisitTable.views(summary(Map.of("first", FIRST), Map.of()))).isEmpty();
    }

    @Test
    void partsThatNoRequestHadAreADash() {
        TimingTotals wait = new TimingTotals(10, LATENCY);
        assertThat(VisitTable.timings(summary(Map.of(), Map.of("wait", wait, "blocked", wait))))
                .last()
                .asString()
                .matches("h2 +120.0/480.0 ms +- +- +120.0/480.0 ms +-");
        assertThat(VisitTable.timings(summary(Map.of(), Map.of()))).isEmpty();
    }
}
