package org.headroom.cli;

import java.time.Duration;
import java.util.Locale;
import org.headroom.loadgen.record.ProtocolRecorder;
import org.headroom.loadgen.run.RunListener;
import org.headroom.loadgen.transport.Protocol;

/** Shows a run under way. */
final class ProgressLine implements RunListener {
    private final Terminal terminal;
    private Duration planned = Duration.ZERO;

    ProgressLine(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void protocolStarted(Protocol protocol, String transport, Duration length) {
        planned = length;
    }

    @Override
    public void progress(
            Protocol protocol, Duration elapsed, ProtocolRecorder.Progress progress, long openConnections) {
        String p95 = progress.done() == 0 ? "-" : ResultTable.time(progress.p95Millis());
        terminal.progress(String.format(
                Locale.ROOT,
                "  load     %s %3d/%d s  offered %d  done %d  failed %d  p95 %s  connections %d",
                protocol.label(),
                Math.min(elapsed.toSeconds(), planned.toSeconds()),
                planned.toSeconds(),
                progress.offered(),
                progress.done(),
                progress.failed(),
                p95,
                openConnections));
    }

    @Override
    public void draining(Protocol protocol) {
        terminal.progress("  load     " + protocol.label() + " no more arrivals; waiting for pages under way");
    }
}
