package org.headroom.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.headroom.loadgen.result.RunResult;
import org.headroom.probes.reading.Reading;
import org.headroom.reports.chart.ElapsedFormat;
import org.headroom.reports.chart.Ink;
import org.headroom.reports.chart.PercentileChart;
import org.headroom.reports.chart.PercentileCurve;
import org.headroom.reports.chart.Timeline;
import org.headroom.reports.chart.TimelineChart;
import org.headroom.reports.chart.TimelineReader;
import org.headroom.reports.page.ChartPage;
import org.headroom.reports.page.ChartPage.Legend;
import org.headroom.reports.page.Table;
import org.headroom.reports.page.Table.Cell;
import org.headroom.reports.page.Table.Column;
import org.headroom.reports.page.Table.Row;

/** The charts of a run, each with its description and the table of its data. */
final class ChartSection {
    static final int WIDE = 960;
    static final int NARROW = 350;
    private static final int WIDE_HEIGHT = 340;
    private static final int NARROW_HEIGHT = 280;

    private ChartSection() {}

    static Optional<ChartPage> percentiles(RunResult result, String id) {
        var curves = PercentileCurve.of(result);
        if (curves.isEmpty()) {
            return Optional.empty();
        }
        var legend = curves.stream()
                .map(c -> protocolLegend(c.protocol(), Figures.plural(c.samples(), "page", "pages")))
                .toList();
        return Optional.of(new ChartPage(
                id,
                "Page time by percentile",
                "A line for each protocol: how long a page took at most, for a growing share of pages. "
                        + curves.stream().map(ChartSection::describe).collect(Collectors.joining(" ")),
                PercentileChart.draw(curves, id + "-wide", WIDE, WIDE_HEIGHT),
                PercentileChart.draw(curves, id + "-narrow", NARROW, NARROW_HEIGHT),
                legend,
                percentileTable(curves)));
    }

    static Optional<ChartPage> timeline(RunResult result, List<Reading> readings, String id) {
        return TimelineReader.read(result, readings)
                .map(timeline -> new ChartPage(
                        id,
                        "Pages per second, and how full each tier was",
                        describe(timeline),
                        TimelineChart.draw(timeline, id + "-wide", WIDE),
                        TimelineChart.draw(timeline, id + "-narrow", NARROW),
                        timelineLegend(timeline),
                        timelineTable(timeline)));
    }

    private static String describe(PercentileCurve curve) {
        return "%s ends at %s for the slowest of %s."
                .formatted(
                        curve.protocol(),
                        Figures.time(curve.points().getLast().millis()),
                        Figures.plural(curve.samples(), "page", "pages"));
    }

    private static String describe(Timeline timeline) {
        var lanes = timeline.lanes().stream()
                .map(l -> l.title() + " at most "
                        + (l.ratio() ? Figures.percent(l.peak() * 100) : Figures.plain(l.peak())))
                .collect(Collectors.joining("; "));
        return "Pages offered, done and failed each second over %s, then: %s."
                .formatted(ElapsedFormat.text(timeline.seconds()), lanes.isEmpty() ? "no readings" : lanes);
    }

    private static Legend protocolLegend(String protocol, String detail) {
        var shape = switch (protocol) {
            case "h1" -> "dash";
            case "h3" -> "dot";
            default -> "line";
        };
        return new Legend(
                protocol + ", " + detail, shape, Ink.ofProtocol(protocol).variable());
    }

    private static List<Legend> timelineLegend(Timeline timeline) {
        var legend = new ArrayList<Legend>();
        legend.add(new Legend("offered", "bar", Ink.OFFERED.variable()));
        timeline.series().forEach(p -> legend.add(protocolLegend(p, "done")));
        legend.add(new Legend("failed", "bar", Ink.FAILED.variable()));
        legend.add(new Legend("busy or queued, the highest in each bar", "bar", Ink.LANE.variable()));
        legend.add(new Legend("full (95% or more)", "bar", Ink.FULL.variable()));
        return legend;
    }

    private static Table percentileTable(List<PercentileCurve> curves) {
        var rows = new ArrayList<Row>();
        for (var curve : curves) {
            rows.add(Row.group(curve.protocol()));
            for (var point : curve.points()) {
                rows.add(Row.of(
                        percentile(point.percentile()),
                        List.of(
                                Cell.of(Figures.millis(point.millis())),
                                Cell.of(Figures.count(Math.round(curve.samples() * (1 - point.percentile() / 100)))))));
            }
        }
        return new Table(
                "Page time by percentile",
                List.of(Column.words("Percentile"), Column.number("Page time (ms)"), Column.number("Pages beyond")),
                rows);
    }

    private static String percentile(double percentile) {
        return String.format(Locale.ROOT, "%.4f", percentile).replaceAll("\\.?0+$", "") + "%";
    }

    private static Table timelineTable(Timeline timeline) {
        var columns = new ArrayList<Column>();
        columns.add(Column.words("From (min:s)"));
        columns.add(Column.number("Offered /s"));
        timeline.series().forEach(p -> columns.add(Column.number(p + " done /s")));
        columns.add(Column.number("Failed /s"));
        timeline.lanes().forEach(l -> columns.add(Column.number(l.title())));
        var rows = new ArrayList<Row>();
        for (var i = 0; i < timeline.buckets().size(); i++) {
            rows.add(timelineRow(timeline, i));
        }
        return new Table(
                "In steps of %s: pages a second on average, tiers at their highest"
                        .formatted(Figures.plural(timeline.bucketSeconds(), "second", "seconds")),
                columns,
                rows);
    }

    private static Row timelineRow(Timeline timeline, int index) {
        var bucket = timeline.buckets().get(index);
        var cells = new ArrayList<Cell>();
        cells.add(rate(bucket.offered()));
        bucket.done().forEach(done -> cells.add(rate(done)));
        cells.add(rate(bucket.failed()));
        for (var lane : timeline.lanes()) {
            var value = lane.highest().get(index);
            cells.add(Cell.of(
                    value.isEmpty()
                            ? "–"
                            : lane.ratio()
                                    ? Figures.percent(value.getAsDouble() * 100)
                                    : Figures.plain(value.getAsDouble())));
        }
        return Row.of(ElapsedFormat.text(bucket.fromSeconds()), cells);
    }

    private static Cell rate(OptionalDouble value) {
        return Cell.of(value.isEmpty() ? "–" : Figures.plain(value.getAsDouble()));
    }
}
