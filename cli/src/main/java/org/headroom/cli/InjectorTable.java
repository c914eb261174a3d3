package org.headroom.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.headroom.loadgen.result.InjectorResult;

/** The machines of a distributed run on the terminal. */
final class InjectorTable {
    private InjectorTable() {}

    /** A table; nothing for a run on this machine. */
    static List<String> lines(List<InjectorResult> injectors) {
        if (injectors.isEmpty()) {
            return List.of();
        }
        TextTable table = new TextTable("injector", "share", "state", "offered", "done", "start delay p99", "clock");
        for (InjectorResult one : injectors) {
            table.row(
                    one.name(),
                    String.format(Locale.ROOT, "%.1f %%", 100 * one.share()),
                    one.state(),
                    Long.toString(one.offered()),
                    Long.toString(one.done()),
                    ResultTable.time(one.startDelay()),
                    String.format(Locale.ROOT, "%+.0f ms, start ±%.1f ms", one.clockOffset(), one.clockError()));
        }
        List<String> lines = new ArrayList<>(List.of(""));
        lines.addAll(table.lines());
        return lines;
    }

    /** One line for each lost one. */
    static List<String> lost(List<InjectorResult> injectors) {
        return injectors.stream().flatMap(InjectorTable::lost).toList();
    }

    private static Stream<String> lost(InjectorResult one) {
        InjectorResult.Lost lost = one.lost();
        return lost == null
                ? Stream.empty()
                : Stream.of(String.format(
                        Locale.ROOT,
                        "Lost:    injector %s from second %.0f of %s on (%s): %d arrivals, %.1f %% of the run, were not"
                                + " sent or not seen",
                        one.name(),
                        lost.from(),
                        lost.protocol(),
                        lost.reason(),
                        lost.arrivals(),
                        100 * lost.shareOfRun()));
    }
}
