package org.headroom.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.headroom.loadgen.result.ProtocolSummary.H3Discovery;
import org.headroom.loadgen.result.Summary;
import org.headroom.reports.page.Part;
import org.headroom.reports.page.Table;
import org.headroom.reports.page.Table.Cell;
import org.headroom.reports.page.Table.Column;
import org.headroom.reports.page.Table.Row;

/** How visitors who began on h2 came to h3. */
final class DiscoverySection {
    private DiscoverySection() {}

    /** Empty when visitors knew h3 from the start. */
    static Optional<Part> part(Summary summary, String id) {
        var rows = new ArrayList<Row>();
        for (var i = 0; i < summary.protocols().size(); i++) {
            var protocol = summary.protocols().get(i);
            var found = protocol.h3Discovery();
            if (found != null) {
                rows.add(Row.of(protocol.protocol(), cells("/protocols/" + i + "/h3Discovery", found)));
            }
        }
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(Part.of(
                        id + "-discovery",
                        "On the way to h3",
                        "How visitors found h3",
                        "They began on h2 and went over when the site's Alt-Svc told of h3. The times run from a "
                                + "visitor's first request to a host to the moment when it could use h3. Whom h3 was "
                                + "announced to and who could not connect met a closed UDP port or a firewall.",
                        List.of(new Table("From h2 to h3", columns(), rows))));
    }

    private static List<Column> columns() {
        return List.of(
                Column.words("Run"),
                Column.number("Requests over h2"),
                Column.number("Over h3"),
                Column.number("Went over"),
                Column.number("Could not"),
                Column.number("Median (ms)"),
                Column.number("p95 (ms)"),
                Column.number("p99 (ms)"),
                Column.number("Longest (ms)"));
    }

    private static List<Cell> cells(String at, H3Discovery found) {
        var cells = new ArrayList<>(List.of(
                Cell.from(at + "/requestsOverH2", Figures.count(found.requestsOverH2())),
                Cell.from(at + "/requestsOverH3", Figures.count(found.requestsOverH3())),
                Cell.from(at + "/switched", Figures.count(found.switched())),
                ProtocolSection.shouldBeZero(at + "/unreachable", found.unreachable())));
        cells.addAll(ArrivalSection.times(at + "/untilH3", found.switched(), found.untilH3()));
        return cells;
    }
}
