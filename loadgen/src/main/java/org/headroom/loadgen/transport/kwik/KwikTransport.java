package org.headroom.loadgen.transport.kwik;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.X509ExtendedTrustManager;
import org.headroom.loadgen.transport.Protocol;
import org.headroom.loadgen.transport.Transport;
import org.headroom.loadgen.transport.VisitorConnections;

/**
 * h3 in pure Java. Kwik takes six platform threads and some 2 MB for every connection: keep to about a hundred
 * connections, and use the Netty transport for more.
 *
 * <p>QUIC, TLS and the control streams are Kwik's and Flupke's; request streams are framed here, because Flupke's
 * client makes a thread for each answer and changes paths and headers. TLS sessions are never resumed, so
 * {@code resumed} is always false. Each connection has its own connected UDP socket, so a closed port is seen as
 * {@link org.headroom.loadgen.transport.FailureKind#CONNECT_REFUSED} where the kernel reports it.
 */
public final class KwikTransport implements Transport {
    private final X509ExtendedTrustManager trustManager;
    private final Duration connectTimeout;
    private final ExecutorService executor = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("kwik-exchange-", 0).factory());
    private final ScheduledExecutorService timer = timer();
    private final Set<KwikVisitor> visitors = ConcurrentHashMap.newKeySet();
    private final LongAdder opened = new LongAdder();
    private final LongAdder closed = new LongAdder();

    /** Verifies by the trust manager, host names included. */
    public KwikTransport(X509ExtendedTrustManager trustManager, Duration connectTimeout) {
        this.trustManager = trustManager;
        this.connectTimeout = connectTimeout;
    }

    private static ScheduledExecutorService timer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("kwik-timer").factory());
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    @Override
    public Protocol protocol() {
        return Protocol.H3;
    }

    @Override
    public String name() {
        return "kwik";
    }

    @Override
    public VisitorConnections newVisitor() {
        KwikVisitor visitor = new KwikVisitor(this);
        visitors.add(visitor);
        return visitor;
    }

    @Override
    public VisitorConnections roam(VisitorConnections visitor) {
        return visitor instanceof KwikVisitor mine && mine.roam() ? visitor : newVisitor();
    }

    @Override
    public long openConnections() {
        return opened.sum() - closed.sum();
    }

    @Override
    public void close() {
        visitors.forEach(KwikVisitor::close);
        timer.shutdownNow();
        executor.shutdown();
    }

    /** Runs the task after the delay unless the future is cancelled. */
    Future<?> later(Runnable task, long delayNanos) {
        return timer.schedule(task, delayNanos, TimeUnit.NANOSECONDS);
    }

    ExecutorService executor() {
        return executor;
    }

    X509ExtendedTrustManager trustManager() {
        return trustManager;
    }

    Duration connectTimeout() {
        return connectTimeout;
    }

    void connectionOpened() {
        opened.increment();
    }

    void connectionClosed() {
        closed.increment();
    }

    void gone(KwikVisitor visitor) {
        visitors.remove(visitor);
    }
}
