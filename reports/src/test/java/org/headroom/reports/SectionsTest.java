package org.headroom.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.loadgen.result.RunResult;
import org.headroom.loadgen.result.RunVerdict;
import org.headroom.loadgen.result.Summary;
import org.headroom.reports.page.Table;
import org.headroom.reports.page.Table.Cell;
import org.headroom.reports.page.Table.Row;
import org.headroom.reports.page.TuningPage.Setting;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

class SectionsTest {
    @Test
    void theMemoryTableAddsUpAndSaysWhetherItFits() {
        var page = new TuningSection(SamplePlans.fitting(), "x").page();
        assertThat(page.fits()).isTrue();
        assertThat(page.memoryVerdict()).isEqualTo("Fits: 1,777 of 2,048 MiB are planned, 271 MiB stay free.");
        var sums = column(page.memory().table(), 2);
        var lines = sums.subList(0, sums.size() - 2);
        assertThat(lines.stream().mapToDouble(SectionsTest::number).sum()).isEqualTo(number(sums.get(sums.size() - 2)));
        assertThat(number(sums.get(sums.size() - 2))).isLessThanOrEqualTo(number(sums.getLast()));
    }

    @Test
    void aPlanAboveItsBudgetIsCalledThat() {
        var page = new TuningSection(SamplePlans.tooLarge(), "x").page();
        assertThat(page.fits()).isFalse();
        assertThat(page.memoryVerdict())
                .isEqualTo("Does not fit: 1,777 MiB are planned, 753 MiB more than the budget of 1,024 MiB.");
    }

    @Test
    void everySettingShowsBeforeAfterFormulaAndReason() {
        var page = new TuningSection(SamplePlans.fitting(), "x").page();
        assertThat(page.intro()).isEqualTo("For origin1: 6 settings, of which 4 change and 1 is not set now.");
        assertThat(page.settings())
                .contains(new Setting(
                        "apache",
                        "ThreadsPerChild",
                        "25",
                        "25",
                        false,
                        "150 ÷ 6 processes",
                        "Six processes keep a crash small."));
        assertThat(page.settings().getLast().before()).isEqualTo("unknown");
    }

    @Test
    void thePlannedFilesAreInTheReport() {
        var page = Jsoup.parse(HtmlReport.html(ReportInput.of(SampleRuns.demo())));
        assertThat(page.select("details.file pre")).hasSize(2);
        for (var i = 0; i < 2; i++) {
            assertThat(page.select("details.file pre").get(i).wholeText())
                    .isEqualTo(SamplePlans.fitting().files().get(i).content());
        }
    }

    @Test
    void percentilesThatRestOnFewPagesAreMarkedAndExplained() {
        assertThat(Samples.beyond(99.9, 1000)).isEqualTo(1);
        assertThat(Samples.beyond(99.9, 999)).isZero();
        assertThat(Samples.beyond(95, 200)).isEqualTo(10);
        var samples = new HonestySection(SampleRuns.demo()).page().samples();
        assertThat(samples.rows().get(1).cells())
                .extracting(Cell::text)
                .containsExactly(
                        "1,440", "72", "14", "1", "p99.9 rests on fewer than 10 pages: read as single slow pages");
        var times = ProtocolSection.results(SampleRuns.demo().result().summary());
        assertThat(row(times, "p99.9").cells()).extracting(Cell::mark).containsOnly("†");
        assertThat(row(times, "p99").cells()).extracting(Cell::mark).containsOnly("");
    }

    @Test
    void missingProbesAreNamed() {
        var bare = new RunView(
                "bare", SampleRuns.demo().result(), List.of(), Optional.empty(), List.of("fpm: no answer."));
        assertThat(new HonestySection(bare).page().statements())
                .contains(
                        "There are no readings of Apache, PHP-FPM, the load generator: if one of these was the limit, "
                                + "this report cannot tell.")
                .contains("fpm: no answer.");
        assertThat(new HonestySection(SampleRuns.demo()).page().statements())
                .contains("Apache, PHP-FPM and the load generator were all watched during the run.");
    }

    @Test
    void goalsShowWhatWasObservedInTheirUnit() {
        var goals = new BreakdownSection(SampleRuns.missed().result().summary())
                .goals()
                .getFirst();
        assertThat(goals.rows()).extracting(Row::head).containsExactly("page.p95<1s", "ttfb.p90<300ms", "errors<0.5%");
        assertThat(column(goals, 0)).containsExactly("1.07 s", "39 ms", "0.208%");
        assertThat(column(goals, 1)).containsExactly("missed", "met", "met");
    }

    @Test
    void aRunWithoutTimelineProbesPlanAndPagesStillMakesAReport() {
        var summary = new Summary(1, RunVerdict.INTERRUPTED, false, List.of(), List.of(), List.of(), null);
        var result = new RunResult(SampleRuns.info(false, true), summary, List.of(), Map.of());
        var run = new RunView("cut short", result, List.of(), Optional.empty(), List.of());
        var page = Jsoup.parse(HtmlReport.html(ReportInput.of(run)));
        assertThat(page.select("h1").text()).isEqualTo("Interrupted before the first page ended.");
        assertThat(page.select("figure")).isEmpty();
        assertThat(page.select(".banner.interrupted")).hasSize(1);
    }

    @Test
    void theProbesTableGivesLowestMeanAndHighest() {
        var table = ReadingSection.tables(SampleRuns.demo().readings()).getFirst();
        assertThat(table.rows()).hasSize(6);
        var queue = table.rows().stream()
                .filter(r -> r.cells().getFirst().text().equals("listen_queue"))
                .findFirst()
                .orElseThrow();
        assertThat(queue.head()).isEqualTo("PHP-FPM origin1");
        assertThat(queue.cells())
                .extracting(Cell::text)
                .startsWith("listen_queue", "180", "0")
                .endsWith("37");
    }

    @Test
    void numbersReadTheSameEverywhere() {
        assertThat(Figures.millis(3.14)).isEqualTo("3.1");
        assertThat(Figures.millis(12_345.6)).isEqualTo("12,346");
        assertThat(Figures.time(99.4)).isEqualTo("99 ms");
        assertThat(Figures.time(412)).isEqualTo("0.41 s");
        assertThat(Figures.rate(1121.87)).isEqualTo("1,122");
        assertThat(Figures.percent(0.069)).isEqualTo("0.069%");
        assertThat(Figures.withUnit(0.5, "ratio")).isEqualTo("50.0%");
        assertThat(Figures.withUnit(3, "bogus")).isEqualTo("3 bogus");
        assertThat(Figures.plain(Double.NaN)).isEqualTo("–");
    }

    private static Row row(Table table, String head) {
        return table.rows().stream()
                .filter(r -> r.head().equals(head))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> column(Table table, int index) {
        return table.rows().stream().map(r -> r.cells().get(index).text()).toList();
    }

    private static double number(String text) {
        return Double.parseDouble(text.replace(",", ""));
    }
}
