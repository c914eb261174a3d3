package org.headroom.loadgen.distributed;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.headroom.loadgen.result.InjectorResult;
import org.headroom.loadgen.schedule.Share;
import org.jspecify.annotations.Nullable;

/**
 * One injector as its coordinator sees it: the conversation, and what is known of it. The first part is for the thread
 * that connects, then all is for the coordinator's one thread; only sending and receiving are for any.
 */
final class RemoteInjector implements AutoCloseable {
    private static final Duration ANSWER = Duration.ofSeconds(10);
    /** An injector that may not load a name looks it up first, and name servers can be slow. */
    private static final Duration DECISION = Duration.ofSeconds(40);

    private static final int PINGS = 20;
    private static final int READINGS = 8;
    private static final Duration PING = Duration.ofSeconds(2);

    private final InjectorAddress address;
    private final Share share;
    private final HazelcastLine line;
    private final MessageCodec codec;
    private final Envelope out;
    private final Envelope in;

    private @Nullable ClockOffset clock;
    private int clockReadings;
    private long heardNanos = System.nanoTime();
    private Phase phase = Phase.IDLE;
    private long coveredNanos;
    private long offered;
    private long done;
    private long openConnections;
    private double startDelayMillis;
    private volatile InjectorResult.@Nullable Lost lost;

    /** Where it is in the turn. */
    enum Phase {
        IDLE,
        PREPARING,
        READY,
        PLAYING
    }

    private RemoteInjector(
            InjectorAddress address, Share share, HazelcastLine line, MessageCodec codec, Envelope out, Envelope in) {
        this.address = address;
        this.share = share;
        this.line = line;
        this.codec = codec;
        this.out = out;
        this.in = in;
    }

    /** Connects and shakes hands. Throws IOException when it will not; the message follows the address. */
    static RemoteInjector connect(InjectorAddress address, Share share, SharedKey key, String version)
            throws IOException, InterruptedException {
        SessionId session = SessionId.random();
        HazelcastLine line = HazelcastLine.open(address, key.clusterName(), session);
        try {
            return shakeHands(address, share, line, new SessionKeys(key, session), version);
        } catch (IOException | InterruptedException | RuntimeException e) {
            line.close();
            throw e;
        }
    }

    private static RemoteInjector shakeHands(
            InjectorAddress address, Share share, HazelcastLine line, SessionKeys keys, String version)
            throws IOException, InterruptedException {
        MessageCodec codec = new MessageCodec();
        String nonce = SessionId.nonce();
        line.send(keys.hello().seal(codec.encode(new Message.Hello(version, nonce))));
        Optional<Message> answer = line.receive(ANSWER)
                .map(HazelcastLine.Arrived::message)
                .flatMap(keys.welcome()::open)
                .flatMap(codec::decode);
        return switch (answer.orElse(null)) {
            case Message.Welcome(var _, String mine, String theirs, boolean busy)
            when mine.equals(nonce) -> {
                if (busy) {
                    throw new IOException("is busy with another plan; wait for its end or stop that run");
                }
                yield new RemoteInjector(
                        address, share, line, codec, keys.toInjector(nonce, theirs), keys.toCoordinator(nonce, theirs));
            }
            case Message.Refused(String reason) -> throw new IOException("refuses: " + reason);
            case null, default -> throw new IOException("does not answer as an injector of this version");
        };
    }

    /** Hands the plan over after a look at the clocks. Throws IOException when it refuses. */
    void assign(String plan) throws IOException, InterruptedException {
        for (int i = 0; i < PINGS; i++) {
            send(new Message.Ping(System.nanoTime()));
            if (receive(PING).orElse(null) instanceof Received(Message.Pong pong, long atNanos)) {
                pong(pong, atNanos);
            }
        }
        send(new Message.Assignment(plan, share.index(), share.count()));
        Received answer = firstBesidePongs();
        if (answer.message() instanceof Message.Refused(String reason)) {
            throw new IOException("refuses: " + reason);
        }
        if (!(answer.message() instanceof Message.Accepted) || clock == null) {
            throw new IOException("does not answer as an injector of this version");
        }
        heardNanos = System.nanoTime();
    }

    private Received firstBesidePongs() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + DECISION.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<Received> answer = receive(PING).filter(one -> !(one.message() instanceof Message.Pong));
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        throw new IOException("does not answer");
    }

    /** Does not wait. */
    void send(Message message) {
        byte[] content = codec.encode(message);
        synchronized (out) {
            line.send(out.seal(content));
        }
    }

    /** A message and when it was here. */
    record Received(Message message, long atNanos) {}

    /** The next message; empty when none comes in that time. What is not rightly sealed is dropped. */
    Optional<Received> receive(Duration patience) throws InterruptedException {
        return line.receive(patience)
                .flatMap(arrived -> in.open(arrived.message())
                        .flatMap(codec::decode)
                        .map(message -> new Received(message, arrived.atNanos())));
    }

    /** Whether nothing that it sent is missing so far. */
    boolean complete() {
        return in.complete();
    }

    String name() {
        return address.toString();
    }

    Share share() {
        return share;
    }

    void heard(long atNanos) {
        heardNanos = Math.max(heardNanos, atNanos);
    }

    Duration silence() {
        return Duration.ofNanos(System.nanoTime() - heardNanos);
    }

    void pong(Message.Pong pong, long atNanos) {
        long wall = System.currentTimeMillis() - (System.nanoTime() - atNanos) / 1_000_000;
        ClockOffset fresh = ClockOffset.of(pong, atNanos, wall);
        clock = clock == null || clockReadings == 0 ? fresh : clock.orBetter(fresh);
        clockReadings++;
    }

    /** Clocks drift: before each start they are looked at afresh. */
    void forgetClock() {
        clockReadings = 0;
    }

    boolean clockKnown() {
        return clockReadings >= READINGS;
    }

    /** A time of the coordinator's as the injector's clock has it. */
    long injectorNanos(long coordinatorNanos) {
        ClockOffset known = clock;
        if (known == null) {
            throw new IllegalStateException("no ping of " + name() + " has been answered");
        }
        return coordinatorNanos + known.nanos();
    }

    Phase phase() {
        return phase;
    }

    void enter(Phase next) {
        phase = next;
        if (next == Phase.PREPARING) {
            coveredNanos = 0;
            openConnections = 0;
        }
    }

    void gained(Message.Gained gained) {
        coveredNanos = Math.max(coveredNanos, gained.delta().coveredNanos());
        offered += gained.delta().offered();
        done += gained.delta().done();
        openConnections = gained.openConnections();
        startDelayMillis = Math.max(startDelayMillis, gained.startDelayMillis());
    }

    long coveredNanos() {
        return coveredNanos;
    }

    long openConnections() {
        return isLost() ? 0 : openConnections;
    }

    void lose(InjectorResult.Lost what) {
        lost = what;
    }

    boolean isLost() {
        return lost != null;
    }

    InjectorResult result(boolean stopped) {
        return new InjectorResult(
                name(),
                1.0 / share.count(),
                isLost() ? "lost" : stopped ? "stopped" : "done",
                offered,
                done,
                clock == null ? 0 : clock.wallMillis(),
                clock == null ? 0 : clock.errorMillis(),
                startDelayMillis,
                lost);
    }

    @Override
    public void close() {
        line.close();
    }
}
