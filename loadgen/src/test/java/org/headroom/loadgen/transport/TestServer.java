package org.headroom.loadgen.transport;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/** A real server in this process that answers as {@link TestAnswer} says and remembers what it saw. */
public abstract class TestServer implements AutoCloseable {
    /** A request as the server saw it; {@code connection} tells connections apart. */
    public record Seen(String path, String connection, String authority, boolean resumed, List<String> headers) {}

    private final Queue<Seen> seen = new ConcurrentLinkedQueue<>();
    private final CountDownLatch gate = new CountDownLatch(1);

    public abstract InetSocketAddress address();

    /** Connections open now, as the server sees it. */
    abstract int openConnections();

    @Override
    public abstract void close();

    final void saw(Seen request) {
        seen.add(request);
    }

    public final List<Seen> requests() {
        return List.copyOf(seen);
    }

    public final long connectionsUsed() {
        return seen.stream().map(Seen::connection).distinct().count();
    }

    final String connectionOf(String path) {
        return seen.stream()
                .filter(request -> request.path().equals(path))
                .map(Seen::connection)
                .collect(Collectors.joining(","));
    }

    /** Lets held and gated answers go on. */
    final void openGate() {
        gate.countDown();
    }

    final void awaitGate() throws InterruptedException {
        gate.await();
    }
}
