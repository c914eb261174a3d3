package org.headroom.loadgen.distributed;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
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

    private final HazelcastMember member;
    private final SharedKey key;
    private final String version;
    private final InjectorPermission permission;
    private final Listener listener;
    private final MessageCodec codec = new MessageCodec();
    /** Only the inbox's thread uses it. */
    private final Map<SessionId, InjectorSession> conversations = new LinkedHashMap<>();

    private final AtomicReference<@Nullable InjectorSession> active = new AtomicReference<>();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("injector-watch").daemon().factory());
    private final Thread inbox;

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

    private void readAll() {
        try {
            Optional<byte[]> message = member.receive();
            while (message.isPresent()) {
                receive(message.get());
                message = member.receive();
            }
        } catch (InterruptedException _) {
            // Closed.
        }
    }

    /** What is not sealed with the key is dropped without a word: there is nobody to answer. */
    private void receive(byte[] sealed) {
        Optional<SessionId> id = Envelope.sessionOf(sealed);
        if (id.isEmpty()) {
            return;
        }
        InjectorSession known = conversations.get(id.get());
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
        forgetTheOldest();
        conversations.put(id, session);
        answer(id, out, new Message.Welcome(version, hello.nonce(), nonce, active.get() != null));
    }

    private void answer(SessionId id, Envelope out, Message message) {
        member.send(id, out.seal(codec.encode(message)));
    }

    /** Who begins conversations without end (with the key, or by playing back an old one) must not fill the memory. */
    private void forgetTheOldest() {
        var oldestFirst = conversations.entrySet().iterator();
        while (conversations.size() >= CONVERSATIONS && oldestFirst.hasNext()) {
            var oldest = oldestFirst.next();
            if (oldest.getValue() != active.get()) {
                oldestFirst.remove();
                member.forget(oldest.getKey());
            }
        }
    }

    private void endTheAbandoned() {
        InjectorSession session = active.get();
        if (session != null) {
            session.endIfSilent(SILENCE);
        }
    }

    /** Stops load under way, says so to its coordinator, and listens no more. */
    @Override
    public void close() {
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

        /** Leaves it; the next plan may come. */
        void leave(InjectorSession session) {
            if (active.compareAndSet(session, null)) {
                member.forget(id);
            }
        }
    }
}
