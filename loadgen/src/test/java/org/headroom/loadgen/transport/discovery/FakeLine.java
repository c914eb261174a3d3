package org.headroom.loadgen.transport.discovery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.headroom.loadgen.transport.Exchange;
import org.headroom.loadgen.transport.ExchangeListener;
import org.headroom.loadgen.transport.FailureKind;
import org.headroom.loadgen.transport.Outcome;
import org.headroom.loadgen.transport.Protocol;
import org.headroom.loadgen.transport.ResponseHead;
import org.headroom.loadgen.transport.Transport;
import org.headroom.loadgen.transport.VisitorConnections;
import org.headroom.loadgen.transport.WebRequest;
import org.jspecify.annotations.Nullable;

/** A fake transport: the test says when a connection is open and what is answered. */
public final class FakeLine implements Transport {
    private final Protocol protocol;
    private final List<String> sent = new ArrayList<>();
    private final Map<String, Pending> pending = new LinkedHashMap<>();
    private final List<Consumer<Optional<Outcome.Failed>>> connects = new ArrayList<>();
    private @Nullable WebRequest lastConnect;

    private record Pending(WebRequest request, ExchangeListener listener) {}

    public FakeLine(Protocol protocol) {
        this.protocol = protocol;
    }

    public synchronized List<String> sent() {
        return List.copyOf(sent);
    }

    int connecting() {
        return connects.size();
    }

    WebRequest lastConnect() {
        return Objects.requireNonNull(lastConnect);
    }

    /** The last connection asked for is open, or failed. */
    void connected(Optional<Outcome.Failed> how) {
        connects.getLast().accept(how);
    }

    public void answer(String path, String altSvc) {
        ResponseHead head = new ResponseHead(200, "", "", -1, "", "", "", "", altSvc, List.of());
        Pending one = take(path);
        one.listener().onHead(head);
        one.listener().onDone(exchange(one.request(), head, new Outcome.Answered(200)), 0);
    }

    void fail(String path, FailureKind kind) {
        Pending one = take(path);
        one.listener().onDone(exchange(one.request(), ResponseHead.NONE, new Outcome.Failed(kind, "planted")), 0);
    }

    private synchronized Pending take(String path) {
        return Objects.requireNonNull(pending.remove(path), path + " is not under way over " + protocol);
    }

    private static Exchange exchange(WebRequest request, ResponseHead head, Outcome outcome) {
        return new Exchange(
                request, 1, 1, 1, 1, Exchange.ConnectionUse.reused(request.address()), 0, head, "", outcome, 0);
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
                synchronized (FakeLine.this) {
                    sent.add(request.path());
                    pending.put(request.path(), new Pending(request, listener));
                }
            }

            @Override
            public void connect(WebRequest like, Consumer<Optional<Outcome.Failed>> done) {
                lastConnect = like;
                connects.add(done);
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
