package org.headroom.cli;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.headroom.loadgen.record.ProtocolRecorder;
import org.headroom.loadgen.run.RunListener;
import org.headroom.loadgen.transport.Protocol;

/** Passes a run's progress on, hands its notes over, and has what there is so far written every few seconds. */
final class Snapshots implements RunListener {
    private static final long EVERY_NANOS = Duration.ofSeconds(10).toNanos();

    private final RunListener next;
    private final Runnable write;
    private final Consumer<String> noted;
    private final AtomicBoolean writing = new AtomicBoolean();
    private long lastNanos = System.nanoTime();

    Snapshots(RunListener next, Runnable write, Consumer<String> noted) {
        this.next = next;
        this.write = write;
        this.noted = noted;
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
            writeBeside();
        }
    }

    /** Not on this thread, which keeps the second; one at a time, and a slow disk gets fewer. */
    private void writeBeside() {
        if (writing.compareAndSet(false, true)) {
            Thread.ofPlatform().daemon().name("snapshot").start(() -> {
                try {
                    write.run();
                } finally {
                    writing.set(false);
                }
            });
        }
    }

    @Override
    public void notes(Protocol protocol, List<String> notes) {
        notes.forEach(note -> noted.accept(protocol.label() + ": " + note));
    }

    @Override
    public void draining(Protocol protocol) {
        next.draining(protocol);
    }
}
