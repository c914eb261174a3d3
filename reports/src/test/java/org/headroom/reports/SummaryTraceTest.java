package org.headroom.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the numbers back from the page and compares them with summary.json, without the code that printed them. */
class SummaryTraceTest {
    private static final Pattern NUMBER = Pattern.compile("(\\d[\\d,]*)(?:\\.(\\d+))?\\s*(ms|s|%|)");
    private static final Map<String, Double> MILLIS = Map.of("", 1.0, "ms", 1.0, "%", 1.0, "s", 1000.0);
    private static final double MEBI = 1024.0 * 1024.0;

    private final RunView run = SampleRuns.missed();
    private final Document page = Jsoup.parse(HtmlReport.html(ReportInput.of(run)));
    private final JsonNode summary =
            JsonMapper.shared().valueToTree(run.result().summary());

    @Test
    void everyNumberOfTheTablesIsTheOneInSummaryJson() {
        var cells = page.select("td[data-from]");
        assertThat(cells).hasSizeGreaterThan(200);
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
        var without =
                page.select("[id$=-results] td.number:not([data-from]), [id$=-details] td.number:not([data-from])");
        assertThat(without.eachText()).containsOnly("–");
    }

    @Test
    void everyLatencyCountAndKeyOfTheSummaryIsOnThePage() {
        var shown = new HashSet<>(page.select("td[data-from]").eachAttr("data-from"));
        assertThat(leaves("/protocols", summary.at("/protocols"))
                        .filter(p -> !p.endsWith("/protocol"))
                        // Breakdowns show the percentiles that decide, not all of them.
                        .filter(p -> !p.matches(".*/by(Page|Address)/.*/(p90|p999|mean)")))
                .allMatch(shown::contains);
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
        var factor = pointer.endsWith("/bytes") ? MEBI : MILLIS.getOrDefault(match.group(3), Double.NaN);
        var printed = Double.parseDouble(match.group(1).replace(",", "") + "." + decimals + "0") * factor;
        var half = 0.5000001 * Math.pow(10, -decimals.length()) * factor;
        assertThat(printed).as(pointer).isCloseTo(value.doubleValue(), within(half));
    }

    private static Stream<String> leaves(String at, JsonNode node) {
        if (node.isArray()) {
            return IntStream.range(0, node.size()).boxed().flatMap(i -> leaves(at + "/" + i, node.get(i)));
        }
        if (node.isNull()) {
            return Stream.empty(); // what this run did not have
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
