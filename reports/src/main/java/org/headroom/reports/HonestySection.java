package org.headroom.reports;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.headroom.loadgen.result.ProtocolSummary;
import org.headroom.loadgen.result.RunInfo;
import org.headroom.probes.reading.Reading;
import org.headroom.reports.page.HonestyPage;
import org.headroom.reports.page.HonestyPage.Fact;
import org.headroom.reports.page.HonestyPage.Facts;
import org.headroom.reports.page.Table;
import org.headroom.reports.page.Table.Cell;
import org.headroom.reports.page.Table.Column;
import org.headroom.reports.page.Table.Row;
import org.headroom.reports.page.Table.Tone;

/** How the figures came about, and how far they carry. */
final class HonestySection {
    private static final List<String> EXPECTED_PROBES = List.of("apache", "fpm", "generator");
    private static final double[] PERCENTILES = {95, 99, 99.9};

    private final RunView run;
    private final RunInfo info;

    HonestySection(RunView run) {
        this.run = run;
        this.info = run.result().info();
    }

    HonestyPage page() {
        return new HonestyPage(statements(), samples(), facts());
    }

    private List<String> statements() {
        var lines = new ArrayList<String>();
        lines.add("Page time runs from the moment a page was due, not from the moment it was sent: if the generator or "
                + "the stack was late, the wait is in the figure.");
        lines.add("Failed pages are in every latency with the time they took; they do not count as good pages.");
        lines.add("A page ends with the last resource that its load event waits for.");
        lines.add(probes());
        if (run.result().summary().protocols().stream().anyMatch(p -> p.pages().unfinished() > 0)) {
            lines.add("Pages that were unfinished when the run stopped count as neither good nor failed.");
        }
        if (info.embeddedDemo()) {
            lines.add(
                    "The stack was simulated: page structure and sizes are those of a real WordPress, the work behind "
                            + "them is not.");
        }
        lines.addAll(run.notes());
        return lines;
    }

    private String probes() {
        var missing = EXPECTED_PROBES.stream()
                .filter(probe -> run.readings().stream().map(Reading::probe).noneMatch(probe::equals))
                .map(probe -> probe.equals("generator") ? "the load generator" : Names.component(probe))
                .toList();
        return missing.isEmpty()
                ? "Apache, PHP-FPM and the load generator were all watched during the run."
                : "There are no readings of " + String.join(", ", missing)
                        + ": if one of these was the limit, this report cannot tell.";
    }

    private Table samples() {
        var columns = new ArrayList<Column>();
        columns.add(Column.words("Protocol"));
        columns.add(Column.number("Pages"));
        columns.add(Column.number("beyond p95"));
        columns.add(Column.number("beyond p99"));
        columns.add(Column.number("beyond p99.9"));
        columns.add(Column.words("Reading"));
        var rows = run.result().summary().protocols().stream()
                .map(HonestySection::sampleRow)
                .toList();
        return new Table("How many pages the percentiles rest on", columns, rows);
    }

    private static Row sampleRow(ProtocolSummary protocol) {
        var count = protocol.pages().count();
        var cells = new ArrayList<Cell>();
        cells.add(Cell.of(Figures.count(count)));
        var weak = new ArrayList<String>();
        for (var percentile : PERCENTILES) {
            var few = Samples.few(percentile, count);
            cells.add(Cell.of(Figures.count(Samples.beyond(percentile, count))).in(few ? Tone.MUTED : Tone.PLAIN));
            if (few) {
                weak.add(percentile == 99.9 ? "p99.9" : "p" + Math.round(percentile));
            }
        }
        cells.add(Cell.of(
                weak.isEmpty()
                        ? "enough for all three"
                        : String.join(", ", weak) + (weak.size() == 1 ? " rests" : " rest")
                                + " on fewer than 10 pages: read as single slow pages"));
        return Row.of(protocol.protocol(), cells);
    }

    private List<Facts> facts() {
        var asked = new ArrayList<Fact>();
        asked.add(new Fact("Command", info.command()));
        asked.add(new Fact("Scenario", info.scenario()));
        asked.add(new Fact("Scenario digest", info.scenarioDigest()));
        asked.add(new Fact("Target", info.target()));
        asked.add(new Fact("Protocols, in this order", String.join(", ", info.protocols())));
        asked.add(new Fact("Start", info.start().toString()));
        asked.add(new Fact("End", info.end().toString()));
        asked.add(new Fact("Duration", Figures.duration(Duration.between(info.start(), info.end()))));
        asked.add(new Fact("Interrupted", info.interrupted() ? "yes" : "no"));
        asked.add(new Fact("Target was the embedded demo", info.embeddedDemo() ? "yes" : "no"));
        var facts = new ArrayList<Facts>();
        facts.add(new Facts("What was asked", asked));
        add(facts, "Plan", info.plan(), Function.identity());
        add(facts, "Addresses", info.hosts(), addresses -> String.join(", ", addresses));
        add(facts, "Names looked up once, before the run", info.lookupMillis(), Figures::time);
        add(facts, "Versions", info.versions(), Function.identity());
        return facts;
    }

    private static <T> void add(List<Facts> facts, String title, Map<String, T> values, Function<T, String> text) {
        if (!values.isEmpty()) {
            // Sorted: the maps of a run have no order of their own, and a report must not change from day to day.
            facts.add(new Facts(
                    title,
                    new TreeMap<>(values)
                            .entrySet().stream()
                                    .map(e -> new Fact(e.getKey(), text.apply(e.getValue())))
                                    .toList()));
        }
    }
}
