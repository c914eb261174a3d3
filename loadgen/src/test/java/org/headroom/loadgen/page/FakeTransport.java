package org.headroom.loadgen.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.headroom.loadgen.transport.Exchange;
import org.headroom.loadgen.transport.ExchangeListener;
import org.headroom.loadgen.transport.FailureKind;
import org.headroom.loadgen.transport.Outcome;
import org.headroom.loadgen.transport.Protocol;
import org.headroom.loadgen.transport.ResponseHead;
import org.headroom.loadgen.transport.Transport;
import org.headroom.loadgen.transport.VisitorConnections;
import org.headroom.loadgen.transport.WebRequest;

/** A transport that sends nothing: the test says what arrives and when, on a clock of its own. */
final class FakeTransport implements Transport {
    final List<String> requested = new ArrayList<>();
    private final List<WebRequest> requests = new ArrayList<>();
    private final Map<String, Pending> pending = new LinkedHashMap<>();
    Protocol protocol = Protocol.H2;
    long nowNanos;
    /** Sending to that path throws, which transports never do. */
    String breaksAt = "";

    private record Pending(WebRequest request, ExchangeListener listener, long sentNanos) {}

    void progress(String path, long decodedBytes) {
        waiting(path).listener().onProgress(decodedBytes);
    }

    void answer(String path, int status, long bytes) {
        finish(path, new Outcome.Answered(status), bytes);
    }

    void fail(String path, FailureKind kind) {
        finish(path, new Outcome.Failed(kind, "planted"), 0);
    }

    void answer(String path, ResponseHead head, long bytes) {
        answer(path, head, bytes, "");
    }

    void answer(String path, ResponseHead head, long bytes, String text) {
        waiting(path).listener().onHead(head);
        finish(path, new Outcome.Answered(head.status()), bytes, head, text);
    }

    /** The last request for that path. */
    WebRequest sent(String path) {
        return requests.reversed().stream()
                .filter(request -> request.path().equals(path))
                .findFirst()
                .orElseThrow(() -> new AssertionError(path + " was not requested; requested were " + requested));
    }

    /** Value of a header of the last request for that path; empty: it was not sent. */
    String sentHeader(String path, String name) {
        return sent(path).headers().stream()
                .filter(header -> header.getKey().equals(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    private void finish(String path, Outcome outcome, long bytes) {
        finish(path, outcome, bytes, ResponseHead.NONE, "");
    }

    private void finish(String path, Outcome outcome, long bytes, ResponseHead head, String text) {
        Pending one = waiting(path);
        pending.remove(path);
        one.listener()
                .onDone(
                        new Exchange(
                                one.request(),
                                one.sentNanos(),
                                one.sentNanos(),
                                nowNanos,
                                nowNanos,
                                Exchange.ConnectionUse.reused(one.request().address()),
                                bytes,
                                head,
                                text,
                                outcome,
                                0),
                        bytes);
    }

    private Pending waiting(String path) {
        Pending one = pending.get(path);
        if (one == null) {
            throw new AssertionError(path + " was not requested; requested were " + requested);
        }
        return one;
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
                if (request.path().equals(breaksAt)) {
                    throw new IllegalStateException("planted");
                }
                requested.add(request.path());
                requests.add(request);
                pending.put(request.path(), new Pending(request, listener, nowNanos));
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public long openConnections() {
        return 0;
    }

    @Override
    public void close() {}
}
