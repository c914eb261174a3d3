package org.headroom.cli;

import java.time.Duration;
import java.util.Optional;
import org.headroom.loadgen.record.ProtocolRecorder;

/**
 * A run under way at one moment.
 *
 * @param protocol h1, h2 or h3
 * @param stage what it does
 * @param elapsed since the stage began
 * @param planned length of the stage
 * @param progress of the protocol's measured part
 * @param openConnections of all visitors
 * @param firstFull what was full first, as far as probes can tell
 */
record LiveFigures(
        String protocol,
        Stage stage,
        Duration elapsed,
        Duration planned,
        ProtocolRecorder.Progress progress,
        long openConnections,
        Optional<String> firstFull) {
    /** Before the first page. */
    static final ProtocolRecorder.Progress NOTHING = new ProtocolRecorder.Progress(0, 0, 0, Double.NaN, Double.NaN, 0);

    /** Stages of a protocol's turn. */
    enum Stage {
        WARMING_UP,
        LOADING,
        DRAINING
    }
}
