package org.headroom.cli;

import java.time.Duration;
import org.headroom.loadgen.record.ProtocolRecorder;
import org.headroom.loadgen.run.RunListener;
import org.headroom.loadgen.transport.Protocol;

/** Passes a run's progress on, and has what there is so far written every few seconds. */
final class Snapshots implements RunListener {
    private static final long EVERY_NANOS = Duration.ofSeconds(10).toNanos();

    private final RunListener next;
    private final Runnable write;
    private long lastNanos = System.nanoTime();

    Snapshots(RunListener next, Runnable write) {
        this.next = next;
        this.write = write;
    }

    @Override
    public void protocolStarted(Protocol protocol, String transport, Duration planned) {
        next.protocolStarted(protocol, transport, planned);
    }

    @Override
    public void warmingUp(Protocol protocol, Duration length) {
        next.warmingUp(protocol, length);
    }

    @Override
    public void progress(
            Protocol protocol, Duration elapsed, ProtocolRecorder.Progress progress, long openConnections) {
        next.progress(protocol, elapsed, progress, openConnections);
        if (System.nanoTime() - lastNanos > EVERY_NANOS) {
            lastNanos = System.nanoTime();
            write.run();
        }
    }

    @Override
    public void draining(Protocol protocol) {
        next.draining(protocol);
    }
}
