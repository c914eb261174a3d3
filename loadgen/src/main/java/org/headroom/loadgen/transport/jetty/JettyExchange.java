package org.headroom.loadgen.transport.jetty;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.headroom.loadgen.transport.FailureKind;
import org.headroom.loadgen.transport.OngoingExchange;
import org.headroom.loadgen.transport.Outcome;
import org.headroom.loadgen.transport.Protocol;
import org.headroom.loadgen.transport.ResponseHead;
import org.headroom.loadgen.transport.WebRequest;
import org.jspecify.annotations.Nullable;

/**
 * One exchange on Jetty's client.
 *
 * <p>A server may close an idle connection at the very moment a request is sent over it. Browsers send such a request
 * once more, and so do we: when the connection had been used before and died before a byte of the answer, there is one
 * retry, whose latency still counts from the first sending. Nothing else is ever repeated.
 */
final class JettyExchange implements Request.BeginListener, Response.Listener {
    private final JettyVisitor visitor;
    private final OngoingExchange ongoing;
    private volatile @Nullable Request current;
    private volatile @Nullable OpenedConnection opened;
    private volatile boolean onReusedConnection;
    private boolean retried;

    JettyExchange(JettyVisitor visitor, OngoingExchange ongoing) {
        this.visitor = visitor;
        this.ongoing = ongoing;
    }

    void send() {
        if (visitor.closed()) {
            interrupt();
            return;
        }
        WebRequest wanted = ongoing.request();
        RouteDestination destination = visitor.destination(wanted);
        Request request = visitor.client()
                .newRequest(destination.getOrigin().isSecure() ? "https://placeholder" : "http://placeholder")
                .host(destination.getHost())
                .port(destination.getPort())
                .path(wanted.path())
                .method(wanted.method())
                .tag(visitor)
                .transport(destination.getOrigin().getTransport())
                .attribute(VisitorHttpClient.DESTINATION, destination)
                .timeout(Math.max(1, TimeUnit.NANOSECONDS.toMillis(ongoing.remainingNanos())), TimeUnit.MILLISECONDS)
                .headers(this::fill)
                .onRequestBegin(this)
                .onRequestCommit(_ -> ongoing.written());
        wanted.body()
                .ifPresent(text -> request.body(
                        new BytesRequestContent(contentType(wanted), text.getBytes(StandardCharsets.UTF_8))));
        current = request;
        destination.send(request, this);
        if (visitor.closed()) {
            // It left meanwhile, perhaps before it could see this exchange or its destination.
            visitor.close();
        }
    }

    private static String contentType(WebRequest wanted) {
        return wanted.headers().stream()
                .filter(header -> header.getKey().equals("content-type"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("application/x-www-form-urlencoded");
    }

    private void fill(HttpFields.Mutable fields) {
        if (visitor.protocol() == Protocol.H1) {
            fields.put(new HttpField(HttpHeader.HOST, ongoing.request().authority()));
        }
        for (Map.Entry<String, String> header : ongoing.request().headers()) {
            fields.add(header.getKey(), header.getValue());
        }
    }

    /** The visitor leaves. */
    void interrupt() {
        ongoing.fail(FailureKind.INTERRUPTED, "the visitor left");
        visitor.over(this);
        Request request = current;
        if (request != null) {
            var _ = request.abort(new InterruptedException("the visitor left"));
        }
    }

    @Override
    public void onBegin(Request request) {
        OpenedConnection connection = visitor.opened(request.getConnection());
        if (connection != null) {
            opened = connection.claim() ? connection : null;
            onReusedConnection = opened == null;
        } else if (request.getConnection() != null) {
            // It was in use before, and has died between its choice and now.
            onReusedConnection = true;
        }
    }

    private void reportConnection() {
        OpenedConnection connection = opened;
        if (connection != null) {
            ongoing.on(connection.firstUse());
        }
    }

    @Override
    public void onHeaders(Response response) {
        if (response.getStatus() >= 200) {
            reportConnection();
            HttpFields headers = response.getHeaders();
            ongoing.headers(ResponseHead.of(
                    response.getStatus(), headers.getLongField(HttpHeader.CONTENT_LENGTH), new Fields(headers)));
        }
    }

    private record Fields(HttpFields fields) implements ResponseHead.Source {
        @Override
        public @Nullable CharSequence first(String name) {
            return fields.get(name);
        }

        @Override
        public List<String> all(String name) {
            return fields.getValuesList(name);
        }
    }

    @Override
    public void onContent(Response response, ByteBuffer content) {
        ongoing.body(content);
    }

    @Override
    public void onComplete(Result result) {
        Throwable failure = result.getFailure();
        if (failure == null) {
            finish(null);
            return;
        }
        if (visitor.closed()) {
            interrupt();
            return;
        }
        Outcome.Failed failed = Failures.of(failure, ongoing);
        if (mayRetry(failed)) {
            retried = true;
            send();
        } else {
            finish(failed);
        }
    }

    private boolean mayRetry(Outcome.Failed failed) {
        return failed.kind() == FailureKind.CONNECTION_CLOSED
                && onReusedConnection
                && !retried
                && ongoing.request().repeatable()
                && !ongoing.answering()
                && !ongoing.over()
                && ongoing.remainingNanos() > 0;
    }

    private void finish(Outcome.@Nullable Failed failed) {
        visitor.over(this);
        reportConnection();
        if (failed == null) {
            ongoing.ended();
        } else {
            ongoing.fail(failed.kind(), failed.detail());
        }
    }
}
