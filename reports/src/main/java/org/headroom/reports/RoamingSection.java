package org.headroom.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.headroom.loadgen.result.ProtocolSummary.Roaming;
import org.headroom.loadgen.result.Summary;
import org.headroom.reports.page.Part;
import org.headroom.reports.page.Table;
import org.headroom.reports.page.Table.Cell;
import org.headroom.reports.page.Table.Column;
import org.headroom.reports.page.Table.Row;

/** Visitors who changed their network in mid-page. */
final class RoamingSection {
    private RoamingSection() {}

    /** Empty when nobody did. */
    static Optional<Part> part(Summary summary, String id) {
        var rows = new ArrayList<Row>();
        for (var i = 0; i < summary.protocols().size(); i++) {
            var protocol = summary.protocols().get(i);
            var roaming = protocol.roaming();
            if (roaming != null) {
                rows.add(Row.of(protocol.protocol(), cells("/protocols/" + i + "/roaming", roaming)));
            }
        }
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Part.of(
                id + "-roaming",
                "Change of network",
                "Visitors who changed their network in mid-page",
                "The times run from the change to the first byte over the new network. h1 and h2 have to open a new "
                        + "connection and ask again; h3 can take its connection along.",
                List.of(new Table(
                        "Recovery after a change of network",
                        List.of(
                                Column.words("Protocol"),
                                Column.number("Visitors"),
                                Column.number("Recovered"),
                                Column.number("Lost"),
                                Column.number("Median (ms)"),
                                Column.number("p95 (ms)"),
                                Column.number("p99 (ms)"),
                                Column.number("Longest (ms)")),
                        rows))));
    }

    private static List<Cell> cells(String at, Roaming roaming) {
        var cells = new ArrayList<>(List.of(
                Cell.from(at + "/visitors", Figures.count(roaming.visitors())),
                Cell.from(at + "/recovered", Figures.count(roaming.recovered())),
                ProtocolSection.shouldBeZero(at + "/lost", roaming.lost())));
        cells.addAll(ArrivalSection.times(at + "/recovery", roaming.recovered(), roaming.recovery()));
        return cells;
    }
}
