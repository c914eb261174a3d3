package org.headroom.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.headroom.loadgen.result.Latency;
import org.headroom.loadgen.result.ProtocolSummary;
import org.headroom.loadgen.result.ProtocolSummary.PhaseTotals;
import org.headroom.loadgen.result.ProtocolSummary.ViewTotals;
import org.headroom.loadgen.result.RunResult;
import org.headroom.reports.page.Part;
import org.headroom.reports.page.Table;
import org.headroom.reports.page.Table.Cell;
import org.headroom.reports.page.Table.Column;
import org.headroom.reports.page.Table.Row;

/** Who came when: the phases of the arrivals, and first and returning visitors. */
final class ArrivalSection {
    private final RunResult run;
    private final List<ProtocolSummary> protocols;
    private final String id;

    ArrivalSection(RunResult run, String id) {
        this.run = run;
        this.protocols = run.summary().protocols();
        this.id = id;
    }

    /** Empty when the arrivals had no phases. */
    Optional<Part> phases() {
        var rows = new ArrayList<Row>();
        for (var p = 0; p < protocols.size(); p++) {
            var phases = protocols.get(p).phases();
            if (!phases.isEmpty()) {
                rows.add(Row.group(protocols.get(p).protocol()));
            }
            for (var i = 0; i < phases.size(); i++) {
                rows.add(phase("/protocols/" + p + "/phases/" + i, phases.get(i)));
            }
        }
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        var columns = new ArrayList<Column>(List.of(
                Column.words("Phase"), Column.number("From (s)"), Column.number("For (s)"), Column.number("Offered")));
        columns.addAll(outcome());
        return Optional.of(Part.of(
                        id + "-phases",
                        "Arrivals",
                        "Arrivals, phase by phase",
                        "A page belongs to the phase in which it was due. Look for the first phase whose times leave "
                                + "those of the phases before it.",
                        List.of(new Table("Phases of the arrivals", columns, rows)))
                .asked(run.info().plan().getOrDefault("arrivals", "")));
    }

    private static Row phase(String at, PhaseTotals phase) {
        var cells = new ArrayList<Cell>();
        cells.add(Cell.from(at + "/startSeconds", Figures.plain(phase.startSeconds())));
        cells.add(Cell.from(at + "/seconds", Figures.plain(phase.seconds())));
        cells.add(Cell.from(at + "/offered", Figures.count(phase.offered())));
        cells.addAll(outcome(at, phase.count(), phase.failed(), phase.latency()));
        return Row.of(phase.name(), cells);
    }

    /** Empty when nobody came back: a run of first visitors has its figures in the results. */
    Optional<Part> views() {
        if (protocols.stream().noneMatch(p -> p.views().containsKey("repeat"))) {
            return Optional.empty();
        }
        var times = new ArrayList<Column>(List.of(Column.words("View")));
        times.addAll(outcome());
        var asked = new ArrayList<Column>(List.of(Column.words("View")));
        for (var title : List.of("Requests", "Answered 304", "Redirects", "From cache, not asked", "Received (MiB)")) {
            asked.add(Column.number(title));
        }
        return Optional.of(Part.of(
                id + "-views",
                "First and repeat views",
                "First and repeat views",
                "Who was here before has a warm cache: what is fresh in it is not asked for, what is stale is asked "
                        + "for and answered with 304. If repeat views ask as much as first ones, look at the answers' "
                        + "cache-control and validators.",
                List.of(
                        new Table(
                                "Page times",
                                times,
                                views((at, view) -> outcome(at, view.count(), view.failed(), view.latency()))),
                        new Table("What these pages asked for", asked, views(ArrivalSection::askedFor)))));
    }

    private List<Row> views(BiFunction<String, ViewTotals, List<Cell>> cells) {
        var rows = new ArrayList<Row>();
        for (var p = 0; p < protocols.size(); p++) {
            var views = new TreeMap<>(protocols.get(p).views()); // "first" before "repeat"
            var at = "/protocols/" + p + "/views/";
            if (!views.isEmpty()) {
                rows.add(Row.group(protocols.get(p).protocol()));
            }
            views.forEach((name, view) ->
                    rows.add(Row.of(name, cells.apply(at + ProtocolSection.escaped(name), view))));
        }
        return rows;
    }

    private static List<Cell> askedFor(String at, ViewTotals view) {
        return List.of(
                Cell.from(at + "/requests", Figures.count(view.requests())),
                Cell.from(at + "/notModified", Figures.count(view.notModified())),
                Cell.from(at + "/redirects", Figures.count(view.redirects())),
                Cell.from(at + "/fromCache", Figures.count(view.fromCache())),
                Cell.from(at + "/bytes", Figures.mebibytes(view.bytes())));
    }

    /** What every table of parts of a run ends with. */
    static List<Column> outcome() {
        return List.of(
                Column.number("Ended"),
                Column.number("Failed"),
                Column.number("Median (ms)"),
                Column.number("p95 (ms)"),
                Column.number("p99 (ms)"),
                Column.number("Longest (ms)"));
    }

    static List<Cell> outcome(String at, long count, long failed, Latency latency) {
        var cells = new ArrayList<>(List.of(
                Cell.from(at + "/count", Figures.count(count)), ProtocolSection.shouldBeZero(at + "/failed", failed)));
        cells.addAll(times(at + "/latency", count, latency));
        return cells;
    }

    /** Median, p95, p99 and the longest. */
    static List<Cell> times(String at, long count, Latency latency) {
        return List.of(
                Cell.from(at + "/p50", Figures.millis(latency.p50())),
                Samples.cell(at + "/p95", latency.p95(), 95, count),
                Samples.cell(at + "/p99", latency.p99(), 99, count),
                Cell.from(at + "/max", Figures.millis(latency.max())));
    }
}
