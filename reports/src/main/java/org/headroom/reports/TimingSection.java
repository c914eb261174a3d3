package org.headroom.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.headroom.loadgen.result.ProtocolSummary;
import org.headroom.loadgen.result.ProtocolSummary.TimingTotals;
import org.headroom.loadgen.result.Summary;
import org.headroom.reports.chart.Ink;
import org.headroom.reports.chart.PartsChart;
import org.headroom.reports.page.ChartPage;
import org.headroom.reports.page.ChartPage.Legend;
import org.headroom.reports.page.Part;
import org.headroom.reports.page.Table;
import org.headroom.reports.page.Table.Cell;
import org.headroom.reports.page.Table.Column;
import org.headroom.reports.page.Table.Row;

/** Which part of a request took the time. */
final class TimingSection {
    private static final List<String> IN_ORDER = List.of("blocked", "connect", "tls", "wait", "content");

    /** What no part has: the time of requests that failed before it was over. */
    private static final String REST = "rest";

    /** Less than this share of a request's time is rounding, not a part. */
    private static final double NOTHING = 0.005;

    private final List<ProtocolSummary> protocols;
    private final List<String> parts;
    private final List<String> inBars;
    private final String id;

    TimingSection(Summary summary, String id) {
        this.protocols = summary.protocols();
        this.id = id;
        var found = new TreeSet<String>();
        protocols.forEach(p -> found.addAll(p.timings().keySet()));
        this.parts = new ArrayList<>(IN_ORDER.stream().filter(found::remove).toList());
        parts.addAll(found);
        this.inBars = new ArrayList<>(parts);
        if (protocols.stream()
                .anyMatch(p -> rest(p) > NOTHING * p.requests().latency().mean())) {
            inBars.add(REST);
        }
    }

    /** Empty when requests were not timed by their parts. */
    Optional<Part> part() {
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Part.of(
                        id + "-timings",
                        "Where the time went",
                        "Where the time of a request went",
                        "The bar is the mean request, cut into its parts: only some requests open a connection, and "
                                + "the others share what it costs. A few very slow ones can be most of a mean; the "
                                + "table has each part by itself, as the requests saw it that had it. Names are looked "
                                + "up once, before the run.",
                        List.of(detail()))
                .drawn(chart()));
    }

    private ChartPage chart() {
        var bars = protocols.stream()
                .map(p -> new PartsChart.Bar(
                        p.protocol(),
                        inBars.stream().map(part -> inBar(p, part)).toList()))
                .toList();
        var legend = IntStream.range(0, inBars.size())
                .mapToObj(i ->
                        new Legend(meaning(inBars.get(i)), "bar", Ink.ofPart(i).variable()))
                .toList();
        return new ChartPage(
                id + "-timings-chart",
                "The mean request over each protocol, by its parts",
                bars.stream().map(this::describe).collect(Collectors.joining(" ")),
                PartsChart.draw(bars, id + "-timings-wide", ChartSection.WIDE),
                PartsChart.draw(bars, id + "-timings-narrow", ChartSection.NARROW),
                legend,
                means());
    }

    private String describe(PartsChart.Bar bar) {
        return "%s: %s."
                .formatted(
                        bar.name(),
                        IntStream.range(0, inBars.size())
                                .mapToObj(i -> inBars.get(i) + " "
                                        + Figures.time(bar.millis().get(i)))
                                .collect(Collectors.joining(", ")));
    }

    private double inBar(ProtocolSummary protocol, String part) {
        return part.equals(REST) ? rest(protocol) : mean(protocol, part);
    }

    private double rest(ProtocolSummary protocol) {
        var told = parts.stream().mapToDouble(part -> mean(protocol, part)).sum();
        return Math.max(0, protocol.requests().latency().mean() - told);
    }

    /** Milliseconds of a part in the mean request, also of those that did not have it. */
    private static double mean(ProtocolSummary protocol, String part) {
        var timing = protocol.timings().get(part);
        var requests = protocol.requests().count();
        return timing == null || requests == 0 ? 0 : timing.latency().mean() * timing.count() / requests;
    }

    private Table means() {
        var columns = new ArrayList<Column>();
        columns.add(Column.words("Part of the mean request (ms)"));
        protocols.forEach(p -> columns.add(Column.number(p.protocol())));
        var rows = new ArrayList<Row>();
        for (var i = 0; i < inBars.size(); i++) {
            var part = inBars.get(i);
            rows.add(new Row(
                    shortly(part),
                    Ink.ofPart(i).variable(),
                    protocols.stream()
                            .map(p -> Cell.of(Figures.smallMillis(inBar(p, part))))
                            .toList()));
        }
        rows.add(Row.of(
                "together",
                protocols.stream()
                        .map(p -> Cell.of(Figures.smallMillis(inBars.stream()
                                .mapToDouble(part -> inBar(p, part))
                                .sum())))
                        .toList()));
        return new Table("Parts of the mean request in milliseconds", columns, rows);
    }

    private Table detail() {
        var columns = List.of(
                Column.words("Part"),
                Column.number("Requests that had it"),
                Column.number("Mean (ms)"),
                Column.number("Median (ms)"),
                Column.number("p95 (ms)"),
                Column.number("p99 (ms)"),
                Column.number("Longest (ms)"));
        var rows = new ArrayList<Row>();
        for (var p = 0; p < protocols.size(); p++) {
            var timings = protocols.get(p).timings();
            if (!timings.isEmpty()) {
                rows.add(Row.group(protocols.get(p).protocol()));
            }
            for (var i = 0; i < parts.size(); i++) {
                var timing = timings.get(parts.get(i));
                if (timing != null) {
                    var at = "/protocols/" + p + "/timings/" + ProtocolSection.escaped(parts.get(i));
                    rows.add(new Row(shortly(parts.get(i)), Ink.ofPart(i).variable(), cells(at, timing)));
                }
            }
        }
        return new Table("Each part by itself", columns, rows);
    }

    private static List<Cell> cells(String at, TimingTotals timing) {
        var cells = new ArrayList<Cell>();
        cells.add(Cell.from(at + "/count", Figures.count(timing.count())));
        cells.add(Cell.from(
                at + "/latency/mean", Figures.smallMillis(timing.latency().mean())));
        cells.addAll(ArrivalSection.times(at + "/latency", timing.count(), timing.latency()));
        return cells;
    }

    private static String shortly(String part) {
        return part.equals("tls") ? part.toUpperCase(Locale.ROOT) : part;
    }

    private static String meaning(String part) {
        return switch (part) {
            case "blocked" -> "blocked: due, but not sent yet";
            case "connect" -> "connect: TCP, over h3 the whole handshake";
            case "tls" -> "TLS: its handshake";
            case "wait" -> "wait: sent, until the headers came";
            case "content" -> "content: from the headers to the end";
            case REST -> "the rest: in requests that failed before they were over";
            default -> part;
        };
    }
}
