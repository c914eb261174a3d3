package org.headroom.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.loadgen.result.Latency;
import org.headroom.loadgen.result.Limit;
import org.headroom.loadgen.result.PercentilePoint;
import org.headroom.loadgen.result.ProtocolSummary;
import org.headroom.loadgen.result.ProtocolSummary.AddressTotals;
import org.headroom.loadgen.result.ProtocolSummary.Connections;
import org.headroom.loadgen.result.ProtocolSummary.PageTotals;
import org.headroom.loadgen.result.ProtocolSummary.Pages;
import org.headroom.loadgen.result.ProtocolSummary.Requests;
import org.headroom.loadgen.result.ProtocolSummary.Totals;
import org.headroom.loadgen.result.RunInfo;
import org.headroom.loadgen.result.RunResult;
import org.headroom.loadgen.result.RunVerdict;
import org.headroom.loadgen.result.SloResult;
import org.headroom.loadgen.result.Summary;
import org.headroom.loadgen.result.TimelineSecond;
import org.headroom.probes.reading.Reading;
import org.headroom.tuner.plan.Plan;
import org.headroom.tuner.plan.Plan.Input;
import org.headroom.tuner.plan.Plan.MemoryTable;
import org.headroom.tuner.plan.Plan.MemoryTable.Line;
import org.headroom.tuner.plan.Plan.PlannedFile;
import org.headroom.tuner.plan.Plan.Setting;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

/** A server, a scenario and a status page choose many of the words in a run: none of them may become markup. */
class HostileDataTest {
    private static final String EVIL =
            "</title></style></svg><script>alert(1)</script><img src=http://evil.example/x onerror=alert(1)>"
                    + "\" onmouseover=\"x' javascript:alert(1) url(http://evil.example/) {{x}} %s $1 \\ \u0000\u001b[31m\u0085\u202e\u2066~/";

    @Test
    void dataNeverBecomesMarkup() {
        var html = HtmlReport.html(ReportInput.of(evilRun()));
        var page = Jsoup.parse(html);
        assertThat(page.select("script, img, iframe")).isEmpty();
        assertThat(page.getAllElements())
                .allSatisfy(element -> assertThat(element.attributes().asList())
                        .noneMatch(a -> a.getKey().startsWith("on")));
        assertThat(page.select("style")).hasSize(1);
        assertThat(page.select("[href]").eachAttr("href")).allMatch(h -> h.startsWith("#"));
        assertThat(page.select("[style]").eachAttr("style")).noneMatch(s -> s.contains("http"));
    }

    @Test
    void dataIsStillReadable() {
        var page = Jsoup.parse(HtmlReport.html(ReportInput.of(evilRun())));
        assertThat(page.select(".run-name").text()).contains("<script>alert(1)</script>");
        assertThat(page.select("details.file pre").text()).contains("<script>alert(1)</script>");
    }

    @Test
    void controlCharactersAndTurnedTextBecomeVisible() {
        var html = HtmlReport.html(ReportInput.of(evilRun()));
        assertThat(html).contains("\\u001b[31m\\u0085\\u202e\\u2066");
        assertThat(html.chars())
                .noneMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t')
                .noneMatch(c -> c == '\u202e' || c == '\u2066');
    }

    private static RunView evilRun() {
        var info = new RunInfo(
                1,
                EVIL,
                EVIL,
                EVIL,
                EVIL,
                List.of(EVIL),
                Map.of(EVIL, EVIL),
                Map.of(EVIL, EVIL),
                Map.of(EVIL, List.of(EVIL)),
                true,
                SampleRuns.START,
                SampleRuns.START.plusSeconds(3),
                true);
        var latency = new Latency(1, 2, 3, 4, 5, 6, 2);
        var protocol = new ProtocolSummary(
                EVIL,
                EVIL,
                new Pages(3, 3, 1, 0, 1.5, latency),
                new Requests(3, 1, 1, 9, Map.of(EVIL, 1L), Map.of(EVIL, 1L), 0, latency, latency),
                new Connections(1, 0),
                Map.of(EVIL, new PageTotals(1, 0, latency), "b", new PageTotals(2, 1, latency)),
                Map.of(
                        EVIL,
                        new AddressTotals(new Totals(1, 0, latency)),
                        "c",
                        new AddressTotals(new Totals(2, 1, latency))));
        var summary = new Summary(
                1,
                RunVerdict.FAIL,
                true,
                List.of(EVIL),
                List.of(protocol),
                List.of(new SloResult(EVIL, 4, false, EVIL)),
                new Limit(EVIL, EVIL, EVIL));
        var timeline = List.of(new TimelineSecond(SampleRuns.START, EVIL, 1, 1, 1, 1, 1, 1, 1, 0.1));
        var curves = Map.of(EVIL, List.of(new PercentilePoint(0, 1), new PercentilePoint(100, 6)));
        var readings = List.of(
                new Reading(SampleRuns.START, "fpm", EVIL, "busy_ratio", 1, EVIL),
                new Reading(SampleRuns.START, "fpm", "other", "busy_ratio", 1, EVIL),
                new Reading(SampleRuns.START, EVIL, EVIL, EVIL, 1, EVIL));
        return new RunView(
                EVIL, new RunResult(info, summary, timeline, curves), readings, Optional.of(evilPlan()), List.of(EVIL));
    }

    private static Plan evilPlan() {
        return new Plan(
                1,
                EVIL,
                List.of(new Input(EVIL, 1, EVIL, EVIL)),
                List.of(new Setting(EVIL, EVIL, EVIL, EVIL + "2", EVIL, EVIL)),
                new MemoryTable(List.of(new Line(EVIL, 1, 1, 1)), 1, 2),
                List.of(EVIL),
                List.of(new PlannedFile(EVIL, EVIL)));
    }
}
