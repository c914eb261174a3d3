package org.headroom.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.headroom.loadgen.result.Latency;
import org.headroom.loadgen.result.ProtocolSummary;
import org.headroom.loadgen.result.SloResult;
import org.headroom.loadgen.result.Summary;

/** The result of a run on the terminal. */
final class ResultTable {
    private static final int LONGEST_WORDS = 160;

    private ResultTable() {}

    static List<String> protocols(Summary summary) {
        TextTable table = new TextTable(
                "protocol", "pages", "failed", "pages/s", "p50", "p95", "p99", "max", "requests", "errors");
        for (ProtocolSummary one : summary.protocols()) {
            Latency latency = one.pages().latency();
            table.row(
                    one.protocol() + " (" + one.transport() + ")",
                    Long.toString(one.pages().count()),
                    Long.toString(one.pages().failed()),
                    String.format(Locale.ROOT, "%.1f", one.pages().perSecond()),
                    time(latency.p50()),
                    time(latency.p95()),
                    time(latency.p99()),
                    time(latency.max()),
                    Long.toString(one.requests().count()),
                    errors(one));
        }
        return table.lines();
    }

    private static String errors(ProtocolSummary one) {
        double percent = one.pages().count() == 0
                ? 0
                : 100.0 * one.pages().failed() / one.pages().count();
        return String.format(Locale.ROOT, percent > 0 && percent < 0.1 ? "%.3f %%" : "%.1f %%", percent);
    }

    /** Failures by kind, one line a protocol that had any, and one of each kind in words. */
    static List<String> failures(Summary summary) {
        List<String> lines = new ArrayList<>();
        for (ProtocolSummary one : summary.protocols()) {
            if (!one.requests().failures().isEmpty()) {
                lines.add("  " + one.protocol() + " failed requests: "
                        + counts(one.requests().failures()) + statuses(one));
            }
            one.failureExamples().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(example ->
                            lines.add("    for example " + example.getKey() + ": " + shortened(example.getValue())));
        }
        return lines;
    }

    private static String shortened(String words) {
        String line = words.replaceAll("\\s+", " ").strip();
        return line.length() > LONGEST_WORDS ? line.substring(0, LONGEST_WORDS) + "…" : line;
    }

    /** How visitors got on who changed their network, one line a protocol. */
    static List<String> roaming(Summary summary) {
        return summary.protocols().stream()
                .flatMap(one -> Stream.ofNullable(one.roaming()).map(roaming -> roaming(one.protocol(), roaming)))
                .toList();
    }

    private static String roaming(String protocol, ProtocolSummary.Roaming roaming) {
        Latency recovery = roaming.recovery();
        return String.format(
                Locale.ROOT,
                "  %s roaming: %d visitors changed their network in mid-page, %d went on (next byte after p50 %s, p95 %s,"
                        + " max %s), %d got nothing more",
                protocol,
                roaming.visitors(),
                roaming.recovered(),
                time(recovery.p50()),
                time(recovery.p95()),
                time(recovery.max()),
                roaming.lost());
    }

    /** How visitors came from h2 to h3, one line a protocol. */
    static List<String> discovery(Summary summary) {
        return summary.protocols().stream()
                .flatMap(one -> Stream.ofNullable(one.h3Discovery()))
                .map(ResultTable::discovery)
                .toList();
    }

    private static String discovery(ProtocolSummary.H3Discovery found) {
        return String.format(
                Locale.ROOT,
                "  h3 by Alt-Svc: %d requests over h3, %d over h2 before; visitors came to h3 %d times (after p50 %s, p95"
                        + " %s), and %d times could not connect",
                found.requestsOverH3(),
                found.requestsOverH2(),
                found.switched(),
                time(found.untilH3().p50()),
                time(found.untilH3().p95()),
                found.unreachable());
    }

    private static String statuses(ProtocolSummary one) {
        return one.requests().failures().containsKey("unexpected-status")
                ? "; answers by status: " + counts(one.requests().status())
                : "";
    }

    private static String counts(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    static List<String> goals(Summary summary) {
        return summary.slo().stream().map(ResultTable::goal).toList();
    }

    private static String goal(SloResult slo) {
        // A goal is above 0: 0 misses it only when there was nothing to observe.
        if (!slo.pass() && slo.observed() == 0) {
            return String.format("  %-6s %s (%s: nothing was observed)", "MISSED", slo.expression(), slo.protocol());
        }
        String observed = slo.expression().startsWith("errors")
                ? String.format(Locale.ROOT, "%.2f %%", slo.observed())
                : time(slo.observed());
        return String.format(
                "  %-6s %s (%s: %s)", slo.pass() ? "met" : "MISSED", slo.expression(), slo.protocol(), observed);
    }

    static String time(double millis) {
        return millis < 1000
                ? String.format(Locale.ROOT, "%.0f ms", millis)
                : String.format(Locale.ROOT, "%.2f s", millis / 1000);
    }
}
