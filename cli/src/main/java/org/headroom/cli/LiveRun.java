package org.headroom.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.headroom.loadgen.record.ProtocolRecorder;
import org.headroom.loadgen.run.RunListener;
import org.headroom.loadgen.transport.Protocol;

/** Turns what a run tells into figures for eyes and for monitoring. */
final class LiveRun implements RunListener {
    private final Supplier<Optional<String>> firstFull;
    private final Consumer<LiveFigures> shown;
    private Duration planned = Duration.ZERO;
    private LiveFigures latest = new LiveFigures(
            "", LiveFigures.Stage.LOADING, Duration.ZERO, planned, LiveFigures.NOTHING, 0, Optional.empty());

    /**
     * Live figures.
     *
     * @param firstFull what was full first, once something was
     * @param shown gets every change
     */
    LiveRun(Supplier<Optional<String>> firstFull, Consumer<LiveFigures> shown) {
        this.firstFull = firstFull;
        this.shown = shown;
    }

    @Override
    public void warmingUp(Protocol protocol, Duration length) {
        show(protocol, LiveFigures.Stage.WARMING_UP, Duration.ZERO, length, LiveFigures.NOTHING, 0);
    }

    @Override
    public void protocolStarted(Protocol protocol, String transport, Duration length) {
        planned = length;
        show(protocol, LiveFigures.Stage.LOADING, Duration.ZERO, length, LiveFigures.NOTHING, 0);
    }

    @Override
    public void progress(
            Protocol protocol, Duration elapsed, ProtocolRecorder.Progress progress, long openConnections) {
        LiveFigures.Stage stage =
                latest.stage() == LiveFigures.Stage.DRAINING ? latest.stage() : LiveFigures.Stage.LOADING;
        show(protocol, stage, elapsed, planned, progress, openConnections);
    }

    @Override
    public void draining(Protocol protocol) {
        show(
                protocol,
                LiveFigures.Stage.DRAINING,
                latest.elapsed(),
                planned,
                latest.progress(),
                latest.openConnections());
    }

    private void show(
            Protocol protocol,
            LiveFigures.Stage stage,
            Duration elapsed,
            Duration length,
            ProtocolRecorder.Progress progress,
            long openConnections) {
        latest = new LiveFigures(protocol.label(), stage, elapsed, length, progress, openConnections, firstFull.get());
        shown.accept(latest);
    }
}
