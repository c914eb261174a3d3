package org.headroom.loadgen.run;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.headroom.loadgen.browser.Heads;
import org.headroom.loadgen.transport.Exchange;
import org.headroom.loadgen.transport.ExchangeListener;
import org.headroom.loadgen.transport.FailureKind;
import org.headroom.loadgen.transport.Outcome;
import org.headroom.loadgen.transport.Protocol;
import org.headroom.loadgen.transport.ResponseHead;
import org.headroom.loadgen.transport.Transport;
import org.headroom.loadgen.transport.VisitorConnections;
import org.headroom.loadgen.transport.WebRequest;

/**
 * A fake server and line: every request is answered 200 after the same time, style sheets to be kept for ten minutes;
 * one path is not answered.
 */
final class InstantTransport implements Transport {
    private static final ResponseHead KEPT = Heads.head(200, "cache-control: max-age=600");

    private final Protocol protocol;
    private final long latencyMillis;
    private final String unanswered;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().factory());
    private final Map<WebRequest, ExchangeListener> never = new ConcurrentHashMap<>();

    InstantTransport(Protocol protocol, long latencyMillis) {
        this(protocol, latencyMillis, "/never");
    }

    InstantTransport(Protocol protocol, long latencyMillis, String unanswered) {
        this.protocol = protocol;
        this.latencyMillis = latencyMillis;
        this.unanswered = unanswered;
    }

    @Override
    public Protocol protocol() {
        return protocol;
    }

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public VisitorConnections newVisitor() {
        return new VisitorConnections() {
            @Override
            public void send(WebRequest request, ExchangeListener listener) {
                if (request.path().equals(unanswered)) {
                    never.put(request, listener);
                    return;
                }
                long sent = System.nanoTime();
                var _ = timer.schedule(
                        () -> end(request, listener, sent, new Outcome.Answered(200)),
                        latencyMillis,
                        TimeUnit.MILLISECONDS);
            }

            @Override
            public void close() {}
        };
    }

    private static void end(WebRequest request, ExchangeListener listener, long sent, Outcome outcome) {
        long now = System.nanoTime();
        listener.onDone(
                new Exchange(
                        request,
                        sent,
                        sent,
                        now,
                        now,
                        Exchange.ConnectionUse.reused(request.address()),
                        100,
                        request.path().endsWith(".css") ? KEPT : ResponseHead.NONE,
                        "",
                        outcome,
                        0),
                100);
    }

    @Override
    public long openConnections() {
        return never.size();
    }

    @Override
    public void close() {
        never.forEach((request, listener) ->
                end(request, listener, System.nanoTime(), new Outcome.Failed(FailureKind.INTERRUPTED, "closed")));
        never.clear();
        timer.shutdown();
    }
}
