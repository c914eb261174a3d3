package org.headroom.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.headroom.reports.chart.Ink;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {
    private static final int TWO_MEGABYTES = 2_000_000;

    @Test
    void theFileRefersToNothingOutsideItself() {
        var html = HtmlReport.html(ReportInput.of(SampleRuns.demo()));
        var page = Jsoup.parse(html);
        assertThat(page.select("script, link, img, iframe, object, embed, image, base, form"))
                .isEmpty();
        assertThat(page.select("[href]").eachAttr("href")).isNotEmpty().allMatch(h -> h.startsWith("#"));
        assertThat(page.select("[src], [srcset], [xlink\\:href], [action], [background]"))
                .isEmpty();
        assertThat(html).doesNotContain("@import");
        assertThat(Pattern.compile("url\\((?!['\"]?#)").matcher(html).find()).isFalse();
    }

    @Test
    void everyLinkAndLabelLeadsToSomethingInTheFile() {
        var page = Jsoup.parse(HtmlReport.html(new ReportInput(List.of(SampleRuns.demo(), SampleRuns.missed()))));
        var ids = page.select("[id]").eachAttr("id");
        assertThat(new HashSet<>(ids)).as("ids occur once").hasSameSizeAs(ids);
        assertThat(ids)
                .containsAll(page.select("a[href]").eachAttr("href").stream()
                        .map(h -> h.substring(1))
                        .toList());
        for (var label : page.select("[aria-labelledby]").eachAttr("aria-labelledby")) {
            assertThat(ids).contains(label.split(" "));
        }
    }

    @Test
    void everyChartHasANameADescriptionAndItsData() {
        var page = demo();
        assertThat(page.select("figure")).hasSize(3).allSatisfy(figure -> {
            assertThat(figure.select("svg[role=img]")).hasSize(2).allSatisfy(svg -> {
                assertThat(svg.select("> title").text()).isNotBlank();
                assertThat(svg.select("> desc").text()).isNotBlank();
            });
            assertThat(figure.select("table tbody tr td")).isNotEmpty();
        });
    }

    @Test
    void chartsUseTheColoursOfThePage() {
        assertThat(demo().select("svg").outerHtml()).contains("var(--h1)").doesNotContain("rgb(1,");
    }

    @Test
    void everyColourOfAChartIsDefinedForLightAndDark() throws IOException {
        var css = Files.readString(Path.of("src/main/resources/org/headroom/reports/report.css"));
        for (var ink : Ink.values()) {
            assertThat(css.split(Pattern.quote(ink.variable() + ":"), -1))
                    .as(ink.variable())
                    .hasSize(3);
        }
    }

    @Test
    void theSameInputGivesTheSameFile() {
        assertThat(HtmlReport.html(ReportInput.of(SampleRuns.demo())))
                .isEqualTo(HtmlReport.html(ReportInput.of(SampleRuns.demo())));
    }

    @Test
    void namesAreInOrderWhateverTheOrderOfTheirMap() {
        var page = demo();
        assertThat(page.select(".facts h3:contains(Versions) + dl dt").eachText())
                .containsExactly("gatling", "headroom", "java", "jetty", "netty");
        assertThat(page.select("th:matches(^HTTP status)").eachText())
                .containsExactly("HTTP status 200", "HTTP status 304", "HTTP status 503");
    }

    @Test
    void anHourStaysBelowTwoMegabytes() {
        var hour = SampleRuns.hour();
        assertThat(hour.result().timeline()).hasSize(3 * 3600);
        assertThat(HtmlReport.html(ReportInput.of(hour)).getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThan(TWO_MEGABYTES);
    }

    @Test
    void writingReplacesAnOlderReportAndLeavesNothingElse(@TempDir Path folder) throws IOException {
        var file = folder.resolve("new/report.html");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "old");
        HtmlReport.write(ReportInput.of(SampleRuns.demo()), file);
        assertThat(file).content().startsWith("<!DOCTYPE html>").endsWith("</html>\n");
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamed(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("file"), "").resolve("report.html");
        assertThatThrownBy(() -> HtmlReport.write(ReportInput.of(SampleRuns.demo()), file))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void severalRunsAreListedFirst() {
        var page = Jsoup.parse(HtmlReport.html(new ReportInput(List.of(SampleRuns.demo(), SampleRuns.missed()))));
        assertThat(page.select("nav.runs a").eachText()).containsExactly("demo-2026-11-22", "shop-before-tuning");
        assertThat(page.select("article")).hasSize(2);
    }

    private static Document demo() {
        return Jsoup.parse(HtmlReport.html(ReportInput.of(SampleRuns.demo())));
    }
}
