package org.headroom.loadgen.transport.tcp;

import java.util.Comparator;
import java.util.Map;
import org.headroom.loadgen.transport.Exchange.ConnectionUse;
import org.headroom.loadgen.transport.FailureKind;
import org.headroom.loadgen.transport.OngoingExchange;
import org.headroom.loadgen.transport.Outcome;
import org.headroom.loadgen.transport.WebRequest;
import org.jspecify.annotations.Nullable;

/**
 * One exchange; all but the constructor on its loop. It waits at its route, or a carrier has it.
 *
 * <p>A server may close an idle connection at the very moment a request is sent over it. Browsers send such a request
 * once more, and so do we: when the connection had been used before and died before a byte of the answer, there is one
 * retry, whose latency still counts from the first sending. What a server declares not to have looked at (GOAWAY,
 * REFUSED_STREAM) is sent again too, a few times. Nothing else is ever repeated.
 */
final class TcpExchange implements Runnable {
    /** Most urgent first, then first come. */
    static final Comparator<TcpExchange> ORDER =
            Comparator.<TcpExchange>comparingInt(one -> one.urgency).thenComparingLong(one -> one.number);

    private static final int DEFAULT_URGENCY = 3;
    private static final int MOST_REFUSALS = 3;

    private final TcpVisitor visitor;
    private final OngoingExchange ongoing;
    private final int urgency;
    private long number;

    /** Links of {@link Deadlines}, used there alone. */
    @Nullable
    TcpExchange previousInSlot;

    @Nullable
    TcpExchange nextInSlot;

    int slot = -1;
    long deadlineNanos;

    /** Of an h2 exchange under way. */
    int streamId;

    private @Nullable Carrier carrier;
    private @Nullable RouteConnections route;
    private boolean onReusedConnection;
    private boolean retried;
    private int refusals;

    TcpExchange(TcpVisitor visitor, OngoingExchange ongoing) {
        this.visitor = visitor;
        this.ongoing = ongoing;
        this.urgency = urgency(ongoing.request());
    }

    /** The {@code u=} of a priority header (RFC 9218), 0 to 7. */
    private static int urgency(WebRequest request) {
        for (Map.Entry<String, String> header : request.headers()) {
            if (header.getKey().equals("priority")) {
                String value = header.getValue();
                boolean given = value.length() >= 3 && value.startsWith("u=");
                int digit = given ? value.charAt(2) - '0' : DEFAULT_URGENCY;
                return digit >= 0 && digit <= 7 ? digit : DEFAULT_URGENCY;
            }
        }
        return DEFAULT_URGENCY;
    }

    OngoingExchange ongoing() {
        return ongoing;
    }

    WebRequest request() {
        return ongoing.request();
    }

    /** Begins: the loop has got it. */
    @Override
    public void run() {
        number = visitor.nextNumber();
        visitor.deadlines().add(this, System.nanoTime() + ongoing.remainingNanos());
        visitor.dispatch(this);
    }

    /** It stands in the queue of that route. */
    void waitsAt(RouteConnections queue) {
        route = queue;
    }

    /** It goes out over that connection now. */
    void carriedBy(Carrier connection, ConnectionUse use) {
        carrier = connection;
        onReusedConnection = !use.opened();
        ongoing.on(use);
        ongoing.written();
    }

    /** By {@link Deadlines}, which has forgotten it. */
    void timedOut() {
        Carrier connection = carrier;
        if (connection != null) {
            connection.abandon(
                    this,
                    new Outcome.Failed(
                            FailureKind.TIMEOUT,
                            ongoing.answering() ? "the answer did not end in time" : "no answer in time"));
            return;
        }
        RouteConnections queue = route;
        fail(queue == null ? new Outcome.Failed(FailureKind.TIMEOUT, "not sent in time") : queue.overdue(this));
    }

    /** The answer has ended. */
    void ended() {
        carrier = null;
        visitor.deadlines().remove(this);
        ongoing.ended();
    }

    void fail(Outcome.Failed failed) {
        carrier = null;
        visitor.deadlines().remove(this);
        ongoing.fail(failed.kind(), failed.detail());
    }

    /** The connection is gone, or the answer broke its rules: tries again if it may, fails otherwise. */
    void lost(Outcome.Failed failed) {
        carrier = null;
        if (visitor.closed()) {
            fail(TcpVisitor.left());
        } else if (failed.kind() == FailureKind.CONNECTION_CLOSED
                && onReusedConnection
                && !retried
                && !ongoing.answering()
                && mayGoAgain()) {
            retried = true;
            visitor.dispatch(this);
        } else {
            fail(failed);
        }
    }

    /** The server said that it has not looked at it. */
    void refused(Outcome.Failed failed) {
        carrier = null;
        if (refusals < MOST_REFUSALS && mayGoAgain() && !visitor.closed()) {
            refusals++;
            visitor.dispatch(this);
        } else {
            lost(failed);
        }
    }

    private boolean mayGoAgain() {
        return ongoing.request().repeatable() && !ongoing.over() && ongoing.remainingNanos() > 0;
    }
}
