package org.headroom.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.headroom.loadgen.result.ProtocolSummary;
import org.headroom.loadgen.result.ProtocolSummary.TimingTotals;
import org.headroom.loadgen.result.ProtocolSummary.ViewTotals;
import org.headroom.loadgen.result.Summary;
import org.jspecify.annotations.Nullable;

/** First and repeat views, and the where the time of requests went, on the terminal. */
final class VisitTable {
    private static final List<String> PARTS = List.of("blocked", "dns", "connect", "tls", "wait", "content");

    private VisitTable() {}

    /** Nothing when nobody came back. */
    static List<String> views(Summary summary) {
        if (summary.protocols().stream().noneMatch(one -> one.views().containsKey("repeat"))) {
            return List.of();
        }
        TextTable table = new TextTable(
                "views", "pages", "failed", "p50", "p95", "requests/page", "304/page", "from cache", "KB/page");
        for (ProtocolSummary one : summary.protocols()) {
            one.views().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(view -> row(table, one.protocol() + " " + view.getKey(), view.getValue()));
        }
        return below(table);
    }

    private static void row(TextTable table, String name, ViewTotals view) {
        table.row(
                name,
                Long.toString(view.count()),
                Long.toString(view.failed()),
                ResultTable.time(view.latency().p50()),
                ResultTable.time(view.latency().p95()),
                perPage((double) view.requests(), view),
                perPage((double) view.notModified(), view),
                perPage((double) view.fromCache(), view),
                perPage(view.bytes() / 1000.0, view));
    }

    private static String perPage(double sum, ViewTotals view) {
        return String.format(Locale.ROOT, "%.1f", sum / Math.max(1, view.count()));
    }

    /** Median and 95th percentile of every part; a dash where no request had it. */
    static List<String> timings(Summary summary) {
        if (summary.protocols().stream().allMatch(one -> one.timings().isEmpty())) {
            return List.of();
        }
        List<String> parts = PARTS.stream()
                .filter(part -> !part.equals("dns")
                        || summary.protocols().stream()
                                .anyMatch(one -> one.timings().containsKey(part)))
                .toList();
        List<String> headings = new ArrayList<>(List.of("requests, p50/p95"));
        headings.addAll(parts);
        TextTable table = new TextTable(headings.toArray(String[]::new));
        for (ProtocolSummary one : summary.protocols()) {
            List<String> cells = new ArrayList<>(List.of(one.protocol()));
            parts.forEach(phase -> cells.add(cell(one.timings().get(phase))));
            table.row(cells.toArray(String[]::new));
        }
        return below(table);
    }

    private static String cell(@Nullable TimingTotals phase) {
        return phase == null
                ? "-"
                : String.format(
                        Locale.ROOT,
                        "%.1f/%.1f ms",
                        phase.latency().p50(),
                        phase.latency().p95());
    }

    private static List<String> below(TextTable table) {
        List<String> lines = new ArrayList<>(List.of(""));
        lines.addAll(table.lines());
        return lines;
    }
}
