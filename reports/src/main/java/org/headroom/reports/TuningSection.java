package org.headroom.reports;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.headroom.reports.chart.Ink;
import org.headroom.reports.chart.MemoryChart;
import org.headroom.reports.page.ChartPage;
import org.headroom.reports.page.Table;
import org.headroom.reports.page.Table.Cell;
import org.headroom.reports.page.Table.Column;
import org.headroom.reports.page.Table.Row;
import org.headroom.reports.page.Table.Tone;
import org.headroom.reports.page.TuningPage;
import org.headroom.reports.page.TuningPage.PlannedFile;
import org.headroom.reports.page.TuningPage.Setting;
import org.headroom.tuner.plan.Plan;
import org.headroom.tuner.plan.Plan.Input;
import org.headroom.tuner.plan.Plan.MemoryTable;

/** The tuning plan: settings, the memory they need, where the figures come from, the files. */
final class TuningSection {
    private final Plan plan;
    private final String id;

    TuningSection(Plan plan, String id) {
        this.plan = plan;
        this.id = id;
    }

    TuningPage page() {
        var fits = plan.memory().totalBytes() <= plan.memory().budgetBytes();
        return new TuningPage(
                "For %s: %s%s."
                        .formatted(
                                plan.origin(),
                                Figures.plural(plan.settings().size(), "setting", "settings"),
                                changes()),
                plan.settings().stream().map(TuningSection::setting).toList(),
                memoryVerdict(plan.memory(), fits),
                fits,
                memory(),
                inputs(),
                plan.warnings(),
                plan.files().stream().map(TuningSection::file).toList());
    }

    /** What is not known now cannot be said to change. */
    private String changes() {
        var known = plan.settings().stream()
                .filter(setting -> !setting.before().isBlank())
                .toList();
        if (known.isEmpty()) {
            return "; what is set now is not known";
        }
        var changed = known.stream().filter(NextSteps::changes).count();
        var added = plan.settings().size() - known.size();
        return ", of which " + (changed == 1 ? "one changes" : Figures.count(changed) + " change")
                + (added > 0 ? " and " + Figures.count(added) + (added == 1 ? " is" : " are") + " not set now" : "");
    }

    private static Setting setting(Plan.Setting setting) {
        return new Setting(
                setting.daemon(),
                setting.name(),
                setting.before().isBlank() ? "unknown" : setting.before(),
                setting.value(),
                NextSteps.changes(setting),
                setting.formula(),
                setting.reason());
    }

    private static String memoryVerdict(MemoryTable memory, boolean fits) {
        var sum = Figures.mebibytes(memory.totalBytes());
        var budget = Figures.mebibytes(memory.budgetBytes());
        var rest = Figures.mebibytes(Math.abs(memory.budgetBytes() - memory.totalBytes()));
        return fits
                ? "Fits: %s of %s MiB are planned, %s MiB stay free.".formatted(sum, budget, rest)
                : "Does not fit: %s MiB are planned, %s MiB more than the budget of %s MiB."
                        .formatted(sum, rest, budget);
    }

    private ChartPage memory() {
        var memory = plan.memory();
        var parts = memory.lines().stream()
                .map(l -> l.component() + " " + Figures.mebibytes(l.sumBytes()) + " MiB")
                .collect(Collectors.joining(", "));
        return new ChartPage(
                id + "-memory",
                "Planned memory against the budget",
                "A stacked bar: " + parts + ". The line is the budget of " + Figures.mebibytes(memory.budgetBytes())
                        + " MiB.",
                MemoryChart.draw(memory, id + "-memory-wide", ChartSection.WIDE),
                MemoryChart.draw(memory, id + "-memory-narrow", ChartSection.NARROW),
                List.of(),
                memoryTable(memory));
    }

    private static Table memoryTable(MemoryTable memory) {
        var rows = new ArrayList<Row>();
        for (var i = 0; i < memory.lines().size(); i++) {
            var line = memory.lines().get(i);
            rows.add(new Row(
                    line.component(),
                    Ink.ofPart(i).variable(),
                    List.of(
                            Cell.of(Figures.count(line.count())),
                            Cell.of(Figures.mebibytes(line.bytesEach())),
                            Cell.of(Figures.mebibytes(line.sumBytes())))));
        }
        rows.add(total("Sum", memory.totalBytes()));
        rows.add(total("Budget", memory.budgetBytes()));
        return new Table(
                "Memory in MiB",
                List.of(
                        Column.words("Component"),
                        Column.number("Count"),
                        Column.number("Each"),
                        Column.number("Together")),
                rows);
    }

    private static Row total(String head, long bytes) {
        return Row.of(head, List.of(Cell.of(""), Cell.of(""), Cell.of(Figures.mebibytes(bytes))));
    }

    private Table inputs() {
        return new Table(
                "What the plan was worked out from",
                List.of(Column.words("Figure"), Column.number("Value"), Column.words("Where it comes from")),
                plan.inputs().stream().map(TuningSection::input).toList());
    }

    private static Row input(Input input) {
        var assumed = input.source().startsWith("assumed");
        return Row.of(
                input.name(),
                List.of(
                        Cell.of(Figures.withUnit(input.value(), input.unit())),
                        Cell.of(input.source()).in(assumed ? Tone.MUTED : Tone.PLAIN)));
    }

    private static PlannedFile file(Plan.PlannedFile file) {
        var bytes = file.content().getBytes(StandardCharsets.UTF_8).length;
        return new PlannedFile(file.path(), Figures.plural(bytes, "byte", "bytes"), file.shown());
    }
}
