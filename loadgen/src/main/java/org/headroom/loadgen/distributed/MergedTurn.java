package org.headroom.loadgen.distributed;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.headroom.loadgen.distributed.RemoteInjector.Phase;
import org.headroom.loadgen.record.IntervalSink;
import org.headroom.loadgen.record.ProtocolRecorder;
import org.headroom.loadgen.result.InjectorResult;
import org.headroom.loadgen.result.ProtocolSummary;
import org.headroom.loadgen.transport.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * One protocol's turn on all injectors: they prepare, start at one instant, and what they gain each second is added up.
 * Who is silent for too long is lost: nothing of him counts from then on, even if he comes back.
 */
final class MergedTurn {
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration POLL = Duration.ofMillis(100);
    /** While clocks are looked at. By time: were each answer followed by a ping, nothing else would get through. */
    private static final Duration PING = Duration.ofMillis(200);
    /** From the agreement to the start: Gatling's own start on a slow machine. */
    private static final Duration LEAD = Duration.ofSeconds(3);
    /** Beyond what the plan itself takes: Gatling's start and end. */
    private static final Duration SLACK = Duration.ofSeconds(60);

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(12);

    private final DistributedRun run;
    private final Protocol protocol;
    private final int turnsAfter;
    private final List<String> generatorLimits = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private volatile @Nullable ProtocolRecorder recorder;
    private volatile String transport = "";
    private ProtocolSummary.@Nullable WarmUp warmUp;
    private long tickNanos;
    private long stopSeenNanos;
    private boolean draining;

    MergedTurn(DistributedRun run, Protocol protocol, int turnsAfter) {
        this.run = run;
        this.protocol = protocol;
        this.turnsAfter = turnsAfter;
    }

    void play(IntervalSink logs) throws InterruptedException {
        prepare();
        if (run.stopped() || run.left().isEmpty()) {
            return;
        }
        long zeroNanos = System.nanoTime() + LEAD.toNanos();
        ProtocolRecorder merged = new ProtocolRecorder(
                protocol,
                zeroNanos,
                Instant.now().plus(LEAD),
                planned(),
                run.plan().arrivals().phases());
        recorder = merged;
        for (RemoteInjector injector : run.left()) {
            injector.send(new Message.Go(protocol, injector.injectorNanos(zeroNanos)));
            injector.enter(Phase.PLAYING);
        }
        run.listener().protocolStarted(protocol, transport, planned());
        long deadline = zeroNanos + longest().toNanos();
        while (anybodyIn(Phase.PLAYING)) {
            takeEvents();
            if (tick()) {
                logs.append(merged);
                report(merged);
            }
            loseTheSilent();
            if (System.nanoTime() > deadline || stopTakesTooLong()) {
                in(Phase.PLAYING).forEach(one -> lose(one, "it did not come to an end"));
            }
        }
        logs.append(merged);
        if (!notes.isEmpty()) {
            run.listener().notes(protocol, List.copyOf(notes));
        }
    }

    private void prepare() throws InterruptedException {
        for (RemoteInjector injector : run.left()) {
            injector.forgetClock();
            injector.enter(Phase.PREPARING);
            injector.send(new Message.Turn(protocol));
        }
        if (run.plan().warmUp().isPositive()) {
            run.listener().warmingUp(protocol, run.plan().warmUp());
        }
        Duration patience = run.plan().warmUp().plus(run.plan().limits().page()).plus(SLACK);
        long deadline = System.nanoTime() + patience.toNanos();
        long pinged = System.nanoTime() - PING.toNanos();
        while (!run.stopped() && (anybodyIn(Phase.PREPARING) || clocksUnknown())) {
            if (System.nanoTime() - pinged >= PING.toNanos()) {
                pinged = System.nanoTime();
                run.left().forEach(one -> one.send(new Message.Ping(System.nanoTime())));
            }
            takeEvents();
            loseTheSilent();
            if (System.nanoTime() > deadline) {
                in(Phase.PREPARING).forEach(one -> lose(one, "it did not get ready"));
            }
        }
    }

    private boolean clocksUnknown() {
        return run.left().stream().anyMatch(one -> !one.clockKnown());
    }

    private Duration planned() {
        return run.plan().ramp().plus(run.plan().duration());
    }

    private Duration longest() {
        Duration thinking =
                run.plan().scenario().longestVisit(run.plan().limits().page());
        return planned().plus(run.plan().limits().page()).plus(thinking).plus(SLACK);
    }

    private boolean stopTakesTooLong() {
        if (!run.stopped()) {
            return false;
        }
        if (stopSeenNanos == 0) {
            stopSeenNanos = System.nanoTime();
        }
        return System.nanoTime() - stopSeenNanos > STOP_PATIENCE.toNanos();
    }

    private boolean tick() {
        boolean due = System.nanoTime() - tickNanos >= TICK.toNanos();
        if (due) {
            tickNanos = System.nanoTime();
        }
        return due;
    }

    private void report(ProtocolRecorder merged) {
        Duration elapsed = merged.elapsed();
        run.listener().progress(protocol, elapsed, merged.progress(), run.openConnections());
        if (!draining && elapsed.compareTo(planned().plus(TICK.multipliedBy(2))) > 0) {
            draining = true;
            run.listener().draining(protocol);
        }
    }

    /** Waits a moment for the first, then takes all there are. */
    private void takeEvents() throws InterruptedException {
        DistributedRun.Event event = run.events().poll(POLL.toNanos(), TimeUnit.NANOSECONDS);
        while (event != null) {
            if (!event.from().isLost()) {
                event.from().heard(event.received().atNanos());
                take(event.from(), event.received());
            }
            event = run.events().poll();
        }
    }

    private void take(RemoteInjector from, RemoteInjector.Received received) {
        if (!from.complete()) {
            lose(from, "some of its messages are missing");
            return;
        }
        switch (received.message()) {
            case Message.Pong pong -> from.pong(pong, received.atNanos());
            case Message.Ready(Protocol ready, String name)
            when ready == protocol -> {
                transport = name;
                from.enter(Phase.READY);
            }
            case Message.Gained gained
            when gained.protocol() == protocol -> {
                from.gained(gained);
                Optional.ofNullable(recorder).ifPresent(merged -> merged.add(gained.delta()));
            }
            case Message.TurnDone done when done.protocol() == protocol -> done(from, done);
            case Message.Leaving(String reason) -> lose(from, reason);
            default -> {
                // Of an earlier turn, or not for a coordinator.
            }
        }
    }

    private void done(RemoteInjector from, Message.TurnDone done) {
        done.generatorLimits().forEach(limit -> generatorLimits.add("injector " + from.name() + ": " + limit));
        done.notes().forEach(note -> notes.add("injector " + from.name() + ": " + note));
        if (done.generator() != null) {
            run.generator().add(from.name(), done.generator());
        }
        warmUp = slowest(warmUp, done.warmUp());
        if (!done.problem().isEmpty()) {
            lose(from, done.problem());
        } else if (done.interrupted() && !run.stopped()) {
            lose(from, "it broke off");
        } else {
            from.enter(Phase.IDLE);
        }
    }

    /** Warm-ups of several machines: all their pages, the percentile of the slowest. */
    private static ProtocolSummary.@Nullable WarmUp slowest(
            ProtocolSummary.@Nullable WarmUp a, ProtocolSummary.@Nullable WarmUp b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return new ProtocolSummary.WarmUp(
                Math.max(a.seconds(), b.seconds()),
                a.count() + b.count(),
                a.failed() + b.failed(),
                Math.max(a.p95(), b.p95()));
    }

    private void loseTheSilent() {
        for (RemoteInjector injector : run.left()) {
            if (injector.silence().compareTo(Injector.SILENCE) > 0) {
                lose(injector, "nothing was heard of it for " + Injector.SILENCE.toSeconds() + " s");
            }
        }
    }

    private void lose(RemoteInjector injector, String reason) {
        injector.send(new Message.Stop()); // if it hears us after all
        long all = run.arrivals().all() * run.plan().protocols().size();
        long lost = run.arrivals().of(injector.share(), injector.coveredNanos())
                + turnsAfter * run.arrivals().of(injector.share());
        injector.lose(new InjectorResult.Lost(
                protocol.label(),
                Math.max(0, injector.coveredNanos() / 1e9),
                lost,
                all == 0 ? 0 : (double) lost / all,
                reason));
    }

    private boolean anybodyIn(Phase phase) {
        return !in(phase).isEmpty();
    }

    private List<RemoteInjector> in(Phase phase) {
        return run.left().stream().filter(one -> one.phase() == phase).toList();
    }

    boolean hasBegun() {
        return recorder != null;
    }

    ProtocolRecorder recorder() {
        return Optional.ofNullable(recorder).orElseThrow();
    }

    ProtocolSummary summary() {
        return recorder().summary(transport).after(warmUp);
    }

    List<String> generatorLimits() {
        return List.copyOf(generatorLimits);
    }
}
