package org.headroom.loadgen.distributed;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A machine that plays its share of other machines' plans, one plan at a time: what {@code headroom injector} runs.
 */
public final class Injector implements AutoCloseable {
    /** Without a word from the coordinator for this long, its run is over. */
    static final Duration SILENCE = Duration.ofSeconds(5);

    private static final Duration WATCH = Duration.ofMillis(500);
    private static final int CONVERSATIONS = 32;
    /** So often in a row the line may fail before it is given up, with {@link #PAUSE} between. */
    private static final int FAILURES = 10;

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final HazelcastMember member;
    private final SharedKey key;
    private final String version;
    private final InjectorPermission permission;
    private final Listener listener;
    private final MessageCodec codec = new MessageCodec();
    /** Oldest first; its own lock. */
    private final Map<SessionId, InjectorSession> conversations = new LinkedHashMap<>();

    private final CompletableFuture<String> lineGone = new CompletableFuture<>();
    private final AtomicReference<@Nullable InjectorSession> active = new AtomicReference<>();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("injector-watch").daemon().factory());
    private final Thread inbox;
    private volatile boolean closed;

    private Injector(
            HazelcastMember member, SharedKey key, String version, InjectorPermission permission, Listener listener) {
        this.member = member;
        this.key = key;
        this.version = version;
        this.permission = permission;
        this.listener = listener;
        this.inbox = Thread.ofPlatform().name("injector-inbox").daemon().unstarted(this::readAll);
    }

    /** Hears what an injector does: one line each, for its log. */
    public interface Listener {
        /** Something happened. */
        void said(String line);
    }

    /**
     * Gets warm, which takes a few seconds, and listens for coordinators.
     *
     * @param version of Headroom; coordinators must be of the same
     * @throws IOException when it cannot listen there; the message is for the user
     */
    public static Injector start(
            InetSocketAddress listen, SharedKey key, String version, InjectorPermission permission, Listener listener)
            throws IOException, InterruptedException {
        Priming.play();
        HazelcastMember member = HazelcastMember.listen(listen, key.clusterName());
        Injector injector = new Injector(member, key, version, permission, listener);
        injector.inbox.start();
        var _ = injector.watch.scheduleAtFixedRate(
                injector::endTheAbandoned, WATCH.toMillis(), WATCH.toMillis(), TimeUnit.MILLISECONDS);
        return injector;
    }

    /** Completed with the reason when no coordinator can be heard any more; not by {@link #close()}. */
    public CompletionStage<String> lineGone() {
        return lineGone;
    }

    private void readAll() {
        int failures = 0;
        try {
            while (failures < FAILURES && !closed) {
                try {
                    Optional<byte[]> message = member.receive();
                    if (message.isEmpty()) {
                        lineIsGone("Hazelcast, which carries the messages, has ended");
                        return;
                    }
                    failures = 0;
                    receiveOrDrop(message.get());
                } catch (RuntimeException e) {
                    failures++;
                    listener.said("no message can be read (" + e + "), trying again");
                    Thread.sleep(PAUSE);
                }
            }
            lineIsGone("no message could be read " + FAILURES + " times in a row");
        } catch (InterruptedException _) {
            // Closed.
        }
    }

    private void lineIsGone(String reason) {
        if (!closed) {
            lineGone.complete(reason);
        }
    }

    /** One bad message of a coordinator must not silence the injector for all others. */
    private void receiveOrDrop(byte[] sealed) {
        try {
            receive(sealed);
        } catch (RuntimeException e) {
            listener.said("a message was dropped: " + e);
        }
    }

    /** What is not sealed with the key is dropped without a word: there is nobody to answer. */
    private void receive(byte[] sealed) {
        Optional<SessionId> id = Envelope.sessionOf(sealed);
        if (id.isEmpty()) {
            return;
        }
        InjectorSession known = conversation(id.get());
        if (known != null) {
            known.receive(sealed);
            return;
        }
        SessionKeys keys = new SessionKeys(key, id.get());
        keys.hello()
                .open(sealed)
                .flatMap(codec::decode)
                .filter(Message.Hello.class::isInstance)
                .map(Message.Hello.class::cast)
                .ifPresent(hello -> welcome(id.get(), keys, hello));
    }

    private void welcome(SessionId id, SessionKeys keys, Message.Hello hello) {
        Envelope out = keys.welcome();
        if (!hello.version().equals(version)) {
            answer(
                    id,
                    out,
                    new Message.Refused("it runs Headroom " + version + ", the coordinator " + hello.version()
                            + "; install the same on all machines"));
            return;
        }
        String nonce = SessionId.nonce();
        InjectorSession session = new InjectorSession(
                new InjectorSession.Wire(
                        keys.toInjector(hello.nonce(), nonce),
                        keys.toCoordinator(hello.nonce(), nonce),
                        codec,
                        letter -> member.send(id, letter)),
                permission,
                listener,
                new Floor(id));
        remember(id, session);
        answer(id, out, new Message.Welcome(version, hello.nonce(), nonce, active.get() != null));
    }

    private void answer(SessionId id, Envelope out, Message message) {
        member.send(id, out.seal(codec.encode(message)));
    }

    private @Nullable InjectorSession conversation(SessionId id) {
        synchronized (conversations) {
            return conversations.get(id);
        }
    }

    /** Who begins conversations without end (with the key, or by playing back an old one) must not fill the memory. */
    private void remember(SessionId id, InjectorSession session) {
        synchronized (conversations) {
            var oldestFirst = conversations.entrySet().iterator();
            while (conversations.size() >= CONVERSATIONS && oldestFirst.hasNext()) {
                var oldest = oldestFirst.next();
                if (oldest.getValue() != active.get()) {
                    oldestFirst.remove();
                    member.forget(oldest.getKey());
                }
            }
            conversations.put(id, session);
        }
    }

    /** Conversations in memory, each with the plan that it plays. */
    int conversations() {
        synchronized (conversations) {
            return conversations.size();
        }
    }

    private void endTheAbandoned() {
        InjectorSession session = active.get();
        try {
            if (session != null) {
                session.endIfSilent(SILENCE);
            }
        } catch (RuntimeException e) {
            listener.said("a silent coordinator's plan could not be ended, trying again: " + e);
        }
    }

    /** Stops load under way, says so to its coordinator, and listens no more. */
    @Override
    public void close() {
        closed = true;
        InjectorSession session = active.get();
        if (session != null) {
            session.leave("it was stopped on its machine");
        }
        watch.shutdownNow();
        inbox.interrupt();
        member.close();
    }

    /** The one place on which a plan is played. */
    final class Floor {
        private final SessionId id;

        private Floor(SessionId id) {
            this.id = id;
        }

        /** Takes it, unless another session has it. */
        boolean take(InjectorSession session) {
            return active.compareAndSet(null, session);
        }

        /** Leaves it, if it has it; the next plan may come. Nothing is kept of a conversation that is over. */
        void leave(InjectorSession session) {
            synchronized (conversations) {
                conversations.remove(id, session);
            }
            active.compareAndSet(session, null);
            member.forget(id);
        }
    }
}
