package org.headroom.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.headroom.loadgen.result.InjectorResult;
import org.headroom.loadgen.result.Summary;
import org.headroom.reports.page.Part;
import org.headroom.reports.page.Table;
import org.headroom.reports.page.Table.Cell;
import org.headroom.reports.page.Table.Column;
import org.headroom.reports.page.Table.Row;
import org.headroom.reports.page.Table.Tone;

/** The machines of a distributed run, and what a lost one left out. */
final class InjectorSection {
    private InjectorSection() {}

    /** Empty for a run from one machine. */
    static Optional<Part> part(Summary summary, String id) {
        if (summary.injectors().isEmpty()) {
            return Optional.empty();
        }
        var rows = new ArrayList<Row>();
        for (var i = 0; i < summary.injectors().size(); i++) {
            rows.add(row("/injectors/" + i, summary.injectors().get(i)));
        }
        var tables = new ArrayList<Table>();
        tables.add(new Table(
                "Machines that sent the load",
                List.of(
                        Column.words("Injector"),
                        Column.number("Share"),
                        Column.words("State"),
                        Column.number("Offered"),
                        Column.number("Ended"),
                        Column.number("Start delay p99 (ms)"),
                        Column.number("Clock off by (ms)"),
                        Column.number("Start within ± (ms)")),
                rows));
        lostTable(summary).ifPresent(tables::add);
        return Optional.of(Part.of(
                        id + "-injectors",
                        "Injectors",
                        "Who sent the load",
                        "All machines together sent one schedule; their histograms are added up, not averaged. Clocks "
                                + "may be wrong: every machine was told the start in its own.",
                        tables)
                .alarming(lost(summary)));
    }

    private static Row row(String at, InjectorResult one) {
        var state = Cell.from(at + "/state", one.state());
        return Row.of(
                one.name(),
                List.of(
                        Cell.from(at + "/share", Figures.percent(one.share() * 100)),
                        one.lost() == null ? state : state.in(Tone.BAD),
                        Cell.from(at + "/offered", Figures.count(one.offered())),
                        Cell.from(at + "/done", Figures.count(one.done())),
                        Cell.from(at + "/startDelay", Figures.smallMillis(one.startDelay())),
                        Cell.from(at + "/clockOffset", String.format(Locale.ROOT, "%+,.1f", one.clockOffset())),
                        Cell.from(at + "/clockError", Figures.smallMillis(one.clockError()))));
    }

    private static Optional<Table> lostTable(Summary summary) {
        var rows = new ArrayList<Row>();
        for (var i = 0; i < summary.injectors().size(); i++) {
            var one = summary.injectors().get(i);
            var lost = one.lost();
            if (lost != null) {
                var at = "/injectors/" + i + "/lost";
                rows.add(Row.of(
                        one.name(),
                        List.of(
                                Cell.from(at + "/shareOfRun", Figures.percent(lost.shareOfRun() * 100))
                                        .in(Tone.BAD),
                                Cell.from(at + "/arrivals", Figures.count(lost.arrivals()))
                                        .in(Tone.BAD),
                                Cell.from(at + "/protocol", lost.protocol()),
                                Cell.from(at + "/from", Figures.plain(lost.from())),
                                Cell.from(at + "/reason", lost.reason()))));
            }
        }
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new Table(
                        "What is missing",
                        List.of(
                                Column.words("Injector"),
                                Column.number("Of the whole run"),
                                Column.number("Arrivals"),
                                Column.words("Lost during"),
                                Column.number("From second"),
                                Column.words("Why")),
                        rows));
    }

    /** A sentence for each lost machine. */
    static List<String> lost(Summary summary) {
        return summary.injectors().stream().flatMap(InjectorSection::lost).toList();
    }

    private static Stream<String> lost(InjectorResult one) {
        var lost = one.lost();
        return lost == null
                ? Stream.empty()
                : Stream.of("%s was lost in second %s of %s: %s, %s of the run, were not sent or not seen. %s"
                        .formatted(
                                one.name(),
                                Figures.plain(Math.floor(lost.from())),
                                lost.protocol(),
                                Figures.plural(lost.arrivals(), "arrival", "arrivals"),
                                Figures.percent(lost.shareOfRun() * 100),
                                lost.reason()));
    }

    /** What the lost machines together left out, as a share of the run from 0 to 1. */
    static double missing(Summary summary) {
        return summary.injectors().stream()
                .map(InjectorResult::lost)
                .filter(Objects::nonNull)
                .mapToDouble(InjectorResult.Lost::shareOfRun)
                .sum();
    }
}
