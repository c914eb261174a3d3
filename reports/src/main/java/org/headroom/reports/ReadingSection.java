package org.headroom.reports;

import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.headroom.probes.reading.Reading;
import org.headroom.reports.page.Table;
import org.headroom.reports.page.Table.Cell;
import org.headroom.reports.page.Table.Column;
import org.headroom.reports.page.Table.Row;

/** Every figure the probes read, lowest, mean and highest over the run. */
final class ReadingSection {
    private static final Comparator<Series> ORDER = Comparator.comparing(Series::probe)
            .thenComparing(Series::host)
            .thenComparing(Series::name)
            .thenComparing(Series::unit);

    private ReadingSection() {}

    private record Series(String probe, String host, String name, String unit) {}

    static List<Table> tables(List<Reading> readings) {
        if (readings.isEmpty()) {
            return List.of();
        }
        var series = readings.stream()
                .collect(Collectors.groupingBy(
                        r -> new Series(r.probe(), r.host(), r.name(), r.unit()),
                        () -> new TreeMap<>(ORDER),
                        Collectors.summarizingDouble(Reading::value)));
        var rows = series.entrySet().stream()
                .map(e -> {
                    var unit = e.getKey().unit();
                    var values = e.getValue();
                    return Row.of(
                            Names.component(e.getKey().probe()) + " "
                                    + e.getKey().host(),
                            List.of(
                                    Cell.of(e.getKey().name()),
                                    Cell.of(Figures.count(values.getCount())),
                                    Cell.of(Figures.withUnit(values.getMin(), unit)),
                                    Cell.of(Figures.withUnit(values.getAverage(), unit)),
                                    Cell.of(Figures.withUnit(values.getMax(), unit))));
                })
                .toList();
        return List.of(new Table("What the probes read", columns(), rows));
    }

    private static List<Column> columns() {
        return List.of(
                Column.words("Probe and host"),
                Column.words("Reading"),
                Column.number("Times"),
                Column.number("Lowest"),
                Column.number("Mean"),
                Column.number("Highest"));
    }
}
