package org.headroom.loadgen.distributed;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.headroom.loadgen.record.IntervalSink;
import org.headroom.loadgen.record.ProtocolRecorder;
import org.headroom.loadgen.run.LoadRun;
import org.headroom.loadgen.run.RunListener;
import org.headroom.loadgen.run.StartGate;
import org.headroom.loadgen.schedule.Entry;
import org.headroom.loadgen.schedule.Share;
import org.headroom.loadgen.transport.Protocol;

/** An injector's part of one protocol's turn: an ordinary run whose start is agreed and whose seconds are sent away. */
final class InjectorTurn {
    private final Share share;
    private final Protocol protocol;
    private final InjectorSession.Wire wire;
    private final LoadRun run;
    private final CompletableFuture<OptionalLong> start = new CompletableFuture<>();
    private volatile String transport = "";
    private volatile long openConnections;
    private volatile List<String> notes = List.of();

    InjectorTurn(PlanText plan, Share share, Protocol protocol, InjectorSession.Wire wire) {
        this.share = share;
        this.protocol = protocol;
        this.wire = wire;
        this.run = new LoadRun(
                plan.plan().turn(protocol, share),
                plan.transports()::create,
                _ -> new Sender(),
                new Watcher(),
                new Gate());
    }

    Protocol protocol() {
        return protocol;
    }

    /** Plays to the end and reports it, whatever happens. */
    void play() {
        Message.TurnDone done;
        try {
            LoadRun.Measured measured = run.execute();
            done = new Message.TurnDone(
                    protocol,
                    measured.generatorLimits(),
                    measured.generator(),
                    measured.protocols().isEmpty()
                            ? null
                            : measured.protocols().getFirst().warmUp(),
                    notes,
                    measured.interrupted(),
                    measured.problem().orElse(""));
        } catch (IOException | RuntimeException | InterruptedException e) {
            done = new Message.TurnDone(protocol, List.of(), null, null, notes, true, String.valueOf(e.getMessage()));
        }
        wire.send(done);
    }

    /** The start is agreed: a {@link System#nanoTime()} of this machine. */
    void go(long zeroNanos) {
        start.complete(OptionalLong.of(zeroNanos));
    }

    void stop() {
        run.stop();
        start.complete(OptionalLong.empty());
    }

    private final class Gate implements StartGate {
        @Override
        public Share share() {
            return share;
        }

        @Override
        public Entry pass(Protocol ready) throws InterruptedException {
            wire.send(new Message.Ready(ready, transport));
            try {
                return new Entry(share, start.get());
            } catch (ExecutionException e) {
                throw new IllegalStateException("nobody fails a start", e);
            }
        }
    }

    private final class Sender implements IntervalSink {
        @Override
        public void append(ProtocolRecorder recorder) {
            double delay = recorder.startDelayP99Millis();
            wire.send(new Message.Gained(
                    protocol, recorder.takeDelta(), Double.isNaN(delay) ? 0 : Math.max(0, delay), openConnections));
        }

        @Override
        public void close() {}
    }

    private final class Watcher implements RunListener {
        @Override
        public void protocolStarted(Protocol started, String name, Duration planned) {
            transport = name;
        }

        @Override
        public void progress(Protocol playing, Duration elapsed, ProtocolRecorder.Progress progress, long connections) {
            openConnections = connections;
        }

        @Override
        public void notes(Protocol played, List<String> told) {
            notes = List.copyOf(told);
        }

        @Override
        public void draining(Protocol playing) {}
    }
}
