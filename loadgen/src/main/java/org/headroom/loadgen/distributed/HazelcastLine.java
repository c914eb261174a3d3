package org.headroom.loadgen.distributed;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.client.config.RoutingMode;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.ringbuffer.OverflowPolicy;
import com.hazelcast.ringbuffer.Ringbuffer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The coordinator's end of the line to one injector: a Hazelcast client. Messages lie in ring buffers on the injector. A
 * break of the network that is shorter than an injector's patience ({@link Injector#SILENCE}) is survived: reading goes
 * on at the number where it was, and what may not have got through is sent again, which the numbers in the messages make
 * safe (the second is dropped).
 */
final class HazelcastLine implements AutoCloseable {
    /** The ring buffer that coordinators write into. */
    static final String INBOX = "in";

    /** How the names of those begin that injectors write into. */
    static final String OUTBOXES = "out-";

    private static final Duration CONNECT = Duration.ofSeconds(4);
    /** One attempt to send; with {@link #ATTEMPTS} and {@link #PAUSE} longer than any silence that is put up with. */
    private static final Duration SEND = Duration.ofSeconds(2);

    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final int ATTEMPTS = 40;
    private static final int READ_AT_MOST = 64;
    /** Far more than are under way when all is well. A line that is so far behind is broken. */
    private static final int WAITING_AT_MOST = 512;

    private final HazelcastInstance client;
    private final Ringbuffer<byte[]> inbox;
    private final Ringbuffer<byte[]> outbox;
    private final BlockingQueue<byte[]> toSend = new ArrayBlockingQueue<>(WAITING_AT_MOST);
    private final BlockingQueue<Arrived> received = new LinkedBlockingQueue<>();
    private final Thread sender;
    private final Thread reader;
    private volatile boolean closed;

    /** A message and the {@link System#nanoTime()} at which it was here. */
    static final class Arrived {
        private final byte[] message;
        private final long atNanos;

        private Arrived(byte[] message, long atNanos) {
            this.message = message;
            this.atNanos = atNanos;
        }

        byte[] message() {
            return message;
        }

        long atNanos() {
            return atNanos;
        }
    }

    private HazelcastLine(HazelcastInstance client, SessionId session) {
        this.client = client;
        this.inbox = client.getRingbuffer(INBOX);
        this.outbox = client.getRingbuffer(outbox(session));
        this.sender = Thread.ofVirtual().name("line-sender").start(this::sendAll);
        this.reader = Thread.ofVirtual().name("line-reader").start(this::readAll);
    }

    /** The ring buffer that an injector writes into for one session. */
    static String outbox(SessionId session) {
        return OUTBOXES + session.hex();
    }

    /** Connects. Throws IOException when it cannot, with a message for the user that follows the address. */
    static HazelcastLine open(InjectorAddress address, String clusterName, SessionId session) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.host(), address.port()), (int) CONNECT.toMillis());
        } catch (IOException e) {
            throw new IOException(
                    "cannot be reached (" + e.getMessage()
                            + "); is `headroom injector` running there, and its port open to this machine?",
                    e);
        }
        try {
            return new HazelcastLine(HazelcastClient.newHazelcastClient(config(address, clusterName)), session);
        } catch (IllegalStateException e) {
            throw new IOException("does not let this machine in: its key is another one, or it is no injector", e);
        }
    }

    private static ClientConfig config(InjectorAddress address, String clusterName) {
        ClientConfig config = new ClientConfig()
                .setClusterName(clusterName)
                .setInstanceName("headroom-coordinator-" + UUID.randomUUID())
                .setProperty("hazelcast.logging.type", "slf4j")
                .setProperty("hazelcast.client.io.input.thread.count", "1")
                .setProperty("hazelcast.client.io.output.thread.count", "1")
                .setProperty("hazelcast.client.response.thread.count", "1");
        config.getMetricsConfig().setEnabled(false);
        config.getNetworkConfig()
                .addAddress(address.toString())
                .setConnectionTimeout((int) CONNECT.toMillis())
                .getClusterRoutingConfig()
                .setRoutingMode(RoutingMode.SINGLE_MEMBER);
        config.getConnectionStrategyConfig()
                .getConnectionRetryConfig()
                .setClusterConnectTimeoutMillis(CONNECT.toMillis());
        return config;
    }

    /** Sends, in order; does not wait. */
    void send(byte[] message) {
        if (!toSend.offer(message)) {
            closed = true; // The injector's silence tells.
        }
    }

    private void sendAll() {
        try {
            while (!closed) {
                byte[] message = toSend.take();
                if (!isSent(message)) {
                    return; // The injector's silence tells.
                }
            }
        } catch (InterruptedException _) {
            // Closed.
        }
    }

    private boolean isSent(byte[] message) throws InterruptedException {
        for (int i = 0; i < ATTEMPTS && !closed; i++) {
            try {
                var _ = inbox.addAsync(message, OverflowPolicy.OVERWRITE)
                        .toCompletableFuture()
                        .get(SEND.toMillis(), TimeUnit.MILLISECONDS);
                return true;
            } catch (ExecutionException | TimeoutException | RuntimeException _) {
                Thread.sleep(PAUSE); // The client connects again by itself.
            }
        }
        return false;
    }

    private void readAll() {
        long next = 0;
        int failures = 0;
        try {
            while (!closed && failures < ATTEMPTS) {
                try {
                    var messages = outbox.readManyAsync(next, 1, READ_AT_MOST, null)
                            .toCompletableFuture()
                            .get();
                    long now = System.nanoTime();
                    for (byte[] message : messages) {
                        received.add(new Arrived(message, now));
                    }
                    next = messages.getNextSequenceToReadFrom();
                    failures = 0;
                } catch (ExecutionException | RuntimeException _) {
                    failures++;
                    Thread.sleep(PAUSE);
                }
            }
        } catch (InterruptedException _) {
            // Closed.
        }
    }

    /** The next message; empty when none comes in that time. */
    Optional<Arrived> receive(Duration patience) throws InterruptedException {
        return Optional.ofNullable(received.poll(patience.toNanos(), TimeUnit.NANOSECONDS));
    }

    @Override
    public void close() {
        closed = true;
        sender.interrupt();
        reader.interrupt();
        client.getLifecycleService().terminate();
    }
}
