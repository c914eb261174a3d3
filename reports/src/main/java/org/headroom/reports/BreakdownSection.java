package org.headroom.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.headroom.loadgen.result.Latency;
import org.headroom.loadgen.result.ProtocolSummary;
import org.headroom.loadgen.result.SloResult;
import org.headroom.loadgen.result.Summary;
import org.headroom.reports.page.Table;
import org.headroom.reports.page.Table.Cell;
import org.headroom.reports.page.Table.Column;
import org.headroom.reports.page.Table.Row;
import org.headroom.reports.page.Table.Tone;

/** Goals, and the pages by name and by address when there is more than one. */
final class BreakdownSection {
    private final Summary summary;

    BreakdownSection(Summary summary) {
        this.summary = summary;
    }

    /** Count, failures, times: what both breakdowns show. */
    private record Part(long count, long failed, Latency latency) {}

    List<Table> goals() {
        if (summary.slo().isEmpty()) {
            return List.of();
        }
        var rows = new ArrayList<Row>();
        for (var i = 0; i < summary.slo().size(); i++) {
            var goal = summary.slo().get(i);
            rows.add(Row.of(
                    goal.expression(),
                    List.of(
                            Cell.from("/slo/" + i + "/observed", VerdictSection.observed(goal)),
                            result(goal),
                            Cell.of(goal.protocol()))));
        }
        return List.of(new Table(
                "Goals",
                List.of(
                        Column.words("Goal"),
                        Column.number("Observed"),
                        Column.words("Result"),
                        Column.words("Worst over")),
                rows));
    }

    private static Cell result(SloResult goal) {
        return goal.pass() ? Cell.of("met").in(Tone.GOOD) : Cell.of("missed").in(Tone.BAD);
    }

    /** More than most readers need. */
    List<Table> details() {
        return Stream.of(
                        Optional.of(ProtocolSection.requestTimes(summary)),
                        table("By page", "Page", "/byPage/%s", BreakdownSection::byPage),
                        table(
                                "By address of the target",
                                "Address",
                                "/byAddress/%s/pages",
                                BreakdownSection::byAddress))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Map<String, Part> byPage(ProtocolSummary protocol) {
        var parts = new TreeMap<String, Part>();
        protocol.byPage().forEach((name, t) -> parts.put(name, new Part(t.count(), t.failed(), t.latency())));
        return parts;
    }

    private static Map<String, Part> byAddress(ProtocolSummary protocol) {
        var parts = new TreeMap<String, Part>();
        protocol.byAddress().forEach((address, totals) -> {
            var pages = totals.pages();
            parts.put(address, new Part(pages.count(), pages.failed(), pages.latency()));
        });
        return parts;
    }

    private Optional<Table> table(
            String caption, String first, String path, Function<ProtocolSummary, Map<String, Part>> parts) {
        var names = new TreeSet<String>();
        summary.protocols().forEach(p -> names.addAll(parts.apply(p).keySet()));
        if (names.size() < 2) {
            return Optional.empty();
        }
        var rows = new ArrayList<Row>();
        for (var name : names) {
            rows.add(Row.group(name));
            for (var i = 0; i < summary.protocols().size(); i++) {
                var protocol = summary.protocols().get(i);
                var part = parts.apply(protocol).get(name);
                if (part != null) {
                    var at = "/protocols/" + i + path.formatted(ProtocolSection.escaped(name));
                    rows.add(Row.of(
                            protocol.protocol(),
                            ArrivalSection.outcome(at, part.count(), part.failed(), part.latency())));
                }
            }
        }
        return Optional.of(new Table(caption, columns(first), rows));
    }

    private static List<Column> columns(String first) {
        var columns = new ArrayList<>(List.of(Column.words(first)));
        columns.addAll(ArrivalSection.outcome());
        return columns;
    }
}
