package org.headroom.cli;

import java.util.ArrayList;
import java.util.List;
import org.headroom.loadgen.result.ProtocolSummary;
import org.headroom.loadgen.result.Summary;

/** The phases of a run on the terminal, when it has more than one. */
final class PhaseTable {
    private PhaseTable() {}

    static List<String> of(Summary summary) {
        TextTable table =
                new TextTable(2, "phase", "protocol", "seconds", "offered", "done", "failed", "p50", "p95", "p99");
        boolean any = false;
        for (ProtocolSummary protocol : summary.protocols()) {
            if (protocol.phases().size() > 1) {
                any = true;
                protocol.phases().forEach(phase -> row(table, protocol.protocol(), phase));
            }
        }
        List<String> lines = new ArrayList<>();
        if (any) {
            lines.add("");
            lines.addAll(table.lines());
        }
        return lines;
    }

    private static void row(TextTable table, String protocol, ProtocolSummary.PhaseTotals phase) {
        boolean none = phase.count() == 0;
        table.row(
                phase.name(),
                protocol,
                Math.round(phase.startSeconds()) + "-" + Math.round(phase.startSeconds() + phase.seconds()),
                Long.toString(phase.offered()),
                Long.toString(phase.count()),
                Long.toString(phase.failed()),
                none ? "-" : ResultTable.time(phase.latency().p50()),
                none ? "-" : ResultTable.time(phase.latency().p95()),
                none ? "-" : ResultTable.time(phase.latency().p99()));
    }
}
