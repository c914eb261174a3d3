package org.headroom.loadgen.distributed;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.headroom.loadgen.schedule.Share;
import org.headroom.loadgen.transport.Protocol;
import org.jspecify.annotations.Nullable;

/** An injector's conversation with one coordinator, from the welcome to the end of the plan. */
final class InjectorSession {
    private final Wire wire;
    private final InjectorPermission permission;
    private final Injector.Listener listener;
    private final Injector.Floor floor;
    private final AtomicReference<@Nullable InjectorTurn> turn = new AtomicReference<>();
    private volatile @Nullable Assigned assigned;
    private volatile CompletableFuture<Void> playing = CompletableFuture.completedFuture(null);
    private volatile long heardNanos = System.nanoTime();
    private volatile boolean over;

    private record Assigned(PlanText plan, Share share) {}

    InjectorSession(Wire wire, InjectorPermission permission, Injector.Listener listener, Injector.Floor floor) {
        this.wire = wire;
        this.permission = permission;
        this.listener = listener;
        this.floor = floor;
    }

    /** Seals and sends, opens and reads. */
    record Wire(Envelope in, Envelope out, MessageCodec codec, Consumer<byte[]> sender) {
        /** In the order of the calls. */
        void send(Message message) {
            byte[] content = codec.encode(message);
            synchronized (out) {
                sender.accept(out.seal(content));
            }
        }

        Optional<Message> open(byte[] sealed) {
            return in.open(sealed).flatMap(codec::decode);
        }
    }

    /** Takes a message from the inbox; one thread only, which must not be held up. */
    void receive(byte[] sealed) {
        wire.open(sealed).ifPresent(message -> {
            heardNanos = System.nanoTime();
            if (!over) {
                obey(message);
            }
        });
    }

    private void obey(Message message) {
        switch (message) {
            case Message.Ping(long coordinatorNanos) ->
                wire.send(new Message.Pong(coordinatorNanos, System.nanoTime(), System.currentTimeMillis()));
            // Apart, since names are looked up.
            case Message.Assignment assignment -> Thread.ofVirtual().start(() -> assign(assignment));
            case Message.Turn(Protocol protocol) -> begin(protocol);
            case Message.Go(Protocol protocol, long injectorNanos) -> {
                InjectorTurn mine = turn.get();
                if (mine != null && mine.protocol() == protocol) {
                    mine.go(injectorNanos);
                }
            }
            case Message.Stop() -> stopLoad();
            case Message.Bye() -> end("plan done");
            case Message.Hello _,
                    Message.Welcome _,
                    Message.Refused _,
                    Message.Pong _,
                    Message.Accepted _,
                    Message.Ready _,
                    Message.Gained _,
                    Message.TurnDone _,
                    Message.Leaving _ -> {
                // Not for an injector.
            }
        }
    }

    private void assign(Message.Assignment assignment) {
        PlanText plan;
        try {
            plan = PlanText.decode(assignment.plan());
        } catch (IllegalArgumentException e) {
            refuse(List.of(String.valueOf(e.getMessage())));
            return;
        }
        List<String> refusals = permission.refusals(plan.plan());
        if (refusals.isEmpty()) {
            accept(assignment, plan);
        } else {
            refuse(refusals);
        }
    }

    private synchronized void accept(Message.Assignment assignment, PlanText plan) {
        if (over) {
            return;
        }
        if (!floor.take(this)) {
            refuse(List.of("it is busy with another plan"));
        } else {
            heardNanos = System.nanoTime();
            assigned = new Assigned(plan, new Share(assignment.index(), assignment.count()));
            listener.said("plan accepted: " + plan.plan().scenario().name() + ", share " + (assignment.index() + 1)
                    + " of " + assignment.count());
            wire.send(new Message.Accepted());
        }
    }

    private void refuse(List<String> reasons) {
        reasons.forEach(reason -> listener.said("plan refused: " + reason));
        wire.send(new Message.Refused(String.join("; ", reasons)));
    }

    private synchronized void begin(Protocol protocol) {
        Assigned mine = assigned;
        if (over || mine == null || !playing.isDone()) {
            return;
        }
        InjectorTurn next = new InjectorTurn(mine.plan(), mine.share(), protocol, wire);
        turn.set(next);
        CompletableFuture<Void> ended = new CompletableFuture<>();
        playing = ended;
        Thread.ofPlatform().name("injector-turn").daemon().start(() -> {
            try {
                next.play();
            } finally {
                ended.complete(null);
            }
        });
        listener.said("playing " + protocol.label());
    }

    private void stopLoad() {
        InjectorTurn mine = turn.get();
        if (mine != null) {
            mine.stop();
        }
    }

    /** Ends when the coordinator has not been heard for too long. */
    void endIfSilent(Duration patience) {
        if (!over && System.nanoTime() - heardNanos > patience.toNanos()) {
            end("the coordinator is gone (not heard for " + patience.toSeconds() + " s); load stopped");
        }
    }

    /** Ends because this machine wants to; waits a little until load has stopped. */
    void leave(String reason) {
        wire.send(new Message.Leaving(reason));
        end(reason);
        playing.completeOnTimeout(null, Injector.SILENCE.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS)
                .join();
    }

    /** The floor is free when load has really stopped. */
    private synchronized void end(String how) {
        if (over) {
            return;
        }
        over = true;
        stopLoad();
        var _ = playing.whenComplete((_, _) -> {
            floor.leave(this);
            if (assigned != null) {
                listener.said(how + "; ready for the next plan");
            }
        });
    }
}
