package org.headroom.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.headroom.loadgen.result.RunDirectory;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the numbers back from the page and compares them with summary.json, without the code that printed them. */
class SummaryTraceTest {
    private static final Pattern NUMBER = Pattern.compile("([+-]?\\d[\\d,]*)(?:\\.(\\d+))?\\s*(ms|s|%|)");
    private static final Map<String, Double> FACTORS = Map.of("", 1.0, "ms", 1.0, "%", 0.01, "s", 1000.0);
    private static final double MEBI = 1024.0 * 1024.0;

    private static final String RESULTS = "section:is([id$=-results], [id$=-details], .part)";

    @TempDir
    private static Path directory;

    private static final Document page = Jsoup.parse(HtmlReport.html(ReportInput.of(WholeRun.view())));
    private static JsonNode summary = JsonMapper.shared().nullNode();

    @BeforeAll
    static void writeAsARunDoes() throws IOException {
        new RunDirectory(directory).writeSummary(WholeRun.summary());
        summary = JsonMapper.shared().readTree(directory.resolve("summary.json").toFile());
    }

    @Test
    void theRunOfThisTestHasAllThatASummaryCanHold() {
        assertThat(emptyParts("", summary)).isEmpty();
        assertThat(summary.at("/injectors/1/lost").isObject()).isTrue();
    }

    /** Null, or without content; what failed is not in a protocol over which nothing failed. */
    private static Stream<String> emptyParts(String at, JsonNode node) {
        if (node.isNull() || (node.isContainer() && node.isEmpty() && !at.endsWith("/requests/failures"))) {
            return Stream.of(at);
        }
        return node.isArray()
                ? IntStream.range(0, node.size()).boxed().flatMap(i -> emptyParts(at + "/" + i, node.get(i)))
                : node.properties().stream().flatMap(e -> emptyParts(at + "/" + e.getKey(), e.getValue()));
    }

    @Test
    void everyNumberOfTheTablesIsTheOneInSummaryJson() {
        var cells = page.select("td[data-from]");
        assertThat(cells).hasSizeGreaterThan(400);
        for (var cell : cells) {
            compare(cell, textWithoutMark(cell));
        }
    }

    @Test
    void theThreeKeyNumbersAreTheOnesInSummaryJson() {
        var figures = page.select(".figures > div");
        assertThat(figures).hasSize(3);
        for (var figure : figures) {
            var value = figure.expectFirst(".value[data-from]");
            var unit = figure.select(".unit").text();
            compare(value, value.text() + (unit.equals("s") || unit.equals("ms") ? unit : ""));
        }
    }

    @Test
    void noFigureOfTheResultTablesIsWithoutASource() {
        var without = page.select(RESULTS + " td.number:not([data-from])").stream()
                .filter(cell -> cell.closest("figure") == null)
                .map(Element::text);
        assertThat(without).containsOnly("–");
    }

    @Test
    void everyLatencyCountAndKeyOfTheSummaryIsOnThePage() {
        var shown = new HashSet<>(page.select("td[data-from]").eachAttr("data-from"));
        assertThat(Stream.of("/protocols", "/generator", "/injectors")
                        .flatMap(part -> leaves(part, summary.at(part)))
                        // These name rows and columns.
                        .filter(p -> !p.matches("/protocols/\\d+/protocol|.*/name"))
                        // Breakdowns show the percentiles that decide, not all of them.
                        .filter(p ->
                                !p.matches(".*/(by(Page|Address)|phases|views|roaming|h3Discovery)/.*/(p90|p999|mean)"))
                        .filter(p -> !p.matches(".*/timings/.*/(p90|p999)")))
                .hasSizeGreaterThan(400)
                .allMatch(shown::contains);
    }

    @Test
    void thePartsOfTheMeanRequestFollowFromTheSummaryAndTogetherAreIt() {
        var rows = page.select("figure[id$=-timings-chart] tbody tr");
        var parts = List.of("blocked", "connect", "tls", "wait", "content");
        assertThat(rows.select("th").eachText())
                .containsExactly("blocked", "connect", "TLS", "wait", "content", "rest", "together");
        for (var p = 0; p < 3; p++) {
            var requests = summary.at("/protocols/" + p + "/requests");
            var rest = requests.at("/latency/mean").doubleValue();
            for (var i = 0; i < parts.size(); i++) {
                var timing = summary.at("/protocols/" + p + "/timings/" + parts.get(i));
                var mean = timing.at("/latency/mean").doubleValue()
                        * timing.at("/count").doubleValue()
                        / requests.at("/count").doubleValue();
                rest -= mean;
                assertShown(rows.get(i), p, mean);
            }
            assertThat(rest).isPositive();
            assertShown(rows.get(5), p, rest);
            assertShown(rows.get(6), p, requests.at("/latency/mean").doubleValue());
        }
    }

    private static void assertShown(Element row, int column, double millis) {
        assertThat(Double.parseDouble(row.select("td").get(column).text()))
                .isCloseTo(millis, within(millis < 1 ? 0.00501 : millis < 10 ? 0.0501 : 0.501));
    }

    @Test
    void whatMakesTheFiguresDoubtfulStandsAboveTheVerdictAndInIt() {
        assertThat(page.select(".banner.limited p").eachText())
                .contains("h1: 10.0.0.7 used 97% of its CPU in 41 of 60 s.")
                .contains("h3: 1.2% of the datagrams found the receive buffer full.");
        assertThat(page.select(".banner.lost").text())
                .contains("18.1% of the run")
                .contains("10.0.0.8 was lost in second 41 of h2: 783 arrivals")
                .contains("No word from it for 5 s.");
        assertThat(page.select(".hero .doubt").eachText())
                .containsExactly("Generator at its limit: figures not to be trusted", "1 of 2 injectors lost");
    }

    @Test
    void anExampleOfAFailureIsTextWhateverTheServerPutIntoIt() {
        assertThat(page.select("td[data-from$=failureExamples/status-503]").eachText())
                .containsExactly(WholeRun.HOSTILE, WholeRun.HOSTILE);
    }

    @Test
    void partsThatARunDidNotHaveAreLeftOut() {
        assertThat(page.select("section.part").eachAttr("id"))
                .containsExactly(
                        "run1-phases",
                        "run1-timings",
                        "run1-views",
                        "run1-discovery",
                        "run1-roaming",
                        "run1-injectors",
                        "run1-generator");
        var old = Jsoup.parse(HtmlReport.html(ReportInput.of(SampleRuns.demo())));
        assertThat(old.select("section.part")).isEmpty();
        assertThat(old.text()).doesNotContain("Warm-up before").doesNotContain("null");
    }

    private void compare(Element element, String text) {
        var pointer = element.attr("data-from");
        var value = summary.at(pointer);
        assertThat(value.isMissingNode()).as(pointer).isFalse();
        if (value.isString()) {
            assertThat(text).as(pointer).isEqualTo(value.stringValue());
            return;
        }
        var match = NUMBER.matcher(text);
        assertThat(match.matches()).as(pointer + ": " + text).isTrue();
        var decimals = match.group(2) == null ? "" : match.group(2);
        var factor = pointer.endsWith("/bytes")
                ? MEBI
                // Errors are per cent in the summary too; other shares are from 0 to 1.
                : pointer.startsWith("/slo/") && match.group(3).equals("%")
                        ? 1
                        : FACTORS.getOrDefault(match.group(3), Double.NaN);
        var printed = Double.parseDouble(match.group(1).replace(",", "") + "." + decimals + "0") * factor;
        var half = 0.5000001 * Math.pow(10, -decimals.length()) * factor;
        assertThat(printed).as(pointer).isCloseTo(value.doubleValue(), within(half));
    }

    private static Stream<String> leaves(String at, JsonNode node) {
        if (node.isArray()) {
            return IntStream.range(0, node.size()).boxed().flatMap(i -> leaves(at + "/" + i, node.get(i)));
        }
        return node.isObject()
                ? node.properties().stream().flatMap(e -> leaves(at + "/" + e.getKey(), e.getValue()))
                : Stream.of(at);
    }

    private static String textWithoutMark(Element cell) {
        var copy = cell.clone();
        copy.select("sup").remove();
        return copy.text();
    }
}
