package org.headroom.cli;

import java.util.Locale;
import java.util.function.Consumer;
import org.headroom.loadgen.record.ProtocolRecorder;

/** Shows a run under way: one line, drawn over itself once a second on a terminal, printed now and then elsewhere. */
final class ProgressLine implements Consumer<LiveFigures> {
    private final Terminal terminal;

    ProgressLine(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void accept(LiveFigures now) {
        switch (now.stage()) {
            case WARMING_UP ->
                terminal.progress(String.format(
                        Locale.ROOT,
                        "  warm-up  %s %d s, in no result but its own",
                        now.protocol(),
                        now.planned().toSeconds()));
            case LOADING -> terminal.progress("  load     " + figures(now));
            case DRAINING -> terminal.progress("  waiting  " + figures(now));
        }
    }

    private static String figures(LiveFigures now) {
        ProtocolRecorder.Progress progress = now.progress();
        String line = String.format(
                Locale.ROOT,
                "%s %3d/%d s  offered %d  done %d  failed %d  p95 %s  connections %d  generator CPU %.0f %%",
                now.protocol(),
                Math.min(now.elapsed().toSeconds(), now.planned().toSeconds()),
                now.planned().toSeconds(),
                progress.offered(),
                progress.done(),
                progress.failed(),
                Double.isNaN(progress.recentP95Millis()) ? "-" : ResultTable.time(progress.recentP95Millis()),
                now.openConnections(),
                100 * progress.generatorCpu());
        return line + now.firstFull().map(full -> "  first full: " + full).orElse("");
    }
}
