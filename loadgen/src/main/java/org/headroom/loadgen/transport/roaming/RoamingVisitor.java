package org.headroom.loadgen.transport.roaming;

import java.util.HashSet;
import java.util.Set;
import org.headroom.loadgen.transport.Exchange;
import org.headroom.loadgen.transport.ExchangeListener;
import org.headroom.loadgen.transport.FailureKind;
import org.headroom.loadgen.transport.Outcome;
import org.headroom.loadgen.transport.ResponseHead;
import org.headroom.loadgen.transport.Transport;
import org.headroom.loadgen.transport.TransportObserver;
import org.headroom.loadgen.transport.VisitorConnections;
import org.headroom.loadgen.transport.WebRequest;
import org.jspecify.annotations.Nullable;

/**
 * One visitor who roams once. Where its connections cannot go on from the new network, they are closed and what was
 * under way is sent again over new ones, but for a POST, which may have been carried out.
 */
final class RoamingVisitor implements VisitorConnections {
    private static final String NETWORK_CHANGED = "the visitor's network changed";

    private final Transport transport;
    private final @Nullable TransportObserver observer;
    private final Runnable whenClosed;

    private final Object lock = new Object();
    // All guarded by lock.
    private final Set<Sending> underWay = new HashSet<>();
    private VisitorConnections connections;
    private int generation;
    private boolean documentIsHere;
    private boolean roamed;
    private boolean awaitingRecovery;
    private boolean failedMeanwhile;
    private boolean closed;
    private long roamNanos;

    RoamingVisitor(Transport transport, @Nullable TransportObserver observer, Runnable whenClosed) {
        this.transport = transport;
        this.observer = observer;
        this.whenClosed = whenClosed;
        this.connections = transport.newVisitor();
    }

    @Override
    public void send(WebRequest request, ExchangeListener listener) {
        Sending sending = new Sending(request, listener);
        synchronized (lock) {
            underWay.add(sending);
        }
        sending.send(request);
        roamIfDue();
    }

    @Override
    public void close() {
        VisitorConnections last;
        boolean lost;
        synchronized (lock) {
            if (closed) {
                return;
            }
            closed = true;
            lost = awaitingRecovery && failedMeanwhile;
            last = connections;
        }
        last.close();
        whenClosed.run();
        if (lost && observer != null) {
            observer.lost();
        }
    }

    @SuppressWarnings("ReferenceEquality") // whether it is the same object is the question
    private void roamIfDue() {
        VisitorConnections old;
        synchronized (lock) {
            if (roamed || closed || !documentIsHere || underWay.isEmpty()) {
                return;
            }
            roamed = true;
            old = connections;
        }
        if (observer != null) {
            observer.roamed();
        }
        long now = System.nanoTime();
        VisitorConnections next = transport.roam(old);
        boolean leftMeanwhile;
        synchronized (lock) {
            roamNanos = now;
            awaitingRecovery = true;
            leftMeanwhile = closed;
            if (next != old) {
                generation++;
                connections = next;
            }
        }
        if (next != old) {
            old.close();
            if (leftMeanwhile) {
                next.close();
            }
        }
    }

    /** Something of an exchange is here. */
    private void heard(int itsGeneration) {
        long took;
        synchronized (lock) {
            if (!awaitingRecovery || closed || itsGeneration != generation || !connections.arrived()) {
                return;
            }
            awaitingRecovery = false;
            took = System.nanoTime() - roamNanos;
        }
        if (observer != null) {
            observer.recovered(took);
        }
    }

    /** One request, on however many connections it takes. */
    private final class Sending implements ExchangeListener {
        private final WebRequest request;
        private final ExchangeListener listener;
        private final long deadlineNanos;
        private volatile int itsGeneration;
        private volatile boolean headed;
        private volatile long mostDecoded;

        Sending(WebRequest request, ExchangeListener listener) {
            this.request = request;
            this.listener = listener;
            this.deadlineNanos = System.nanoTime() + request.timeoutNanos();
        }

        void send(WebRequest what) {
            VisitorConnections over;
            synchronized (lock) {
                itsGeneration = generation;
                over = connections;
            }
            over.send(what, this);
        }

        @Override
        public void onHead(ResponseHead head) {
            heard(itsGeneration);
            if (!headed) {
                headed = true;
                listener.onHead(head);
            }
        }

        @Override
        public void onProgress(long decodedBytes) {
            heard(itsGeneration);
            if (decodedBytes > mostDecoded) {
                mostDecoded = decodedBytes;
                listener.onProgress(decodedBytes);
            }
        }

        @Override
        public void onDone(Exchange exchange, long decodedBytes) {
            boolean cutByRoaming;
            synchronized (lock) {
                cutByRoaming = itsGeneration < generation && !closed && interrupted(exchange);
            }
            long left = deadlineNanos - System.nanoTime();
            if (cutByRoaming && request.repeatable() && left > 0) {
                send(request.within(left));
                return;
            }
            if (exchange.outcome() instanceof Outcome.Answered(int status)) {
                heard(itsGeneration);
                if (status < 300) {
                    synchronized (lock) {
                        documentIsHere = true;
                    }
                }
            }
            synchronized (lock) {
                underWay.remove(this);
                failedMeanwhile |=
                        awaitingRecovery && exchange.outcome() instanceof Outcome.Failed && !interrupted(exchange);
            }
            roamIfDue();
            listener.onDone(
                    cutByRoaming ? exchange.failedBy(FailureKind.CONNECTION_CLOSED, NETWORK_CHANGED) : exchange,
                    decodedBytes);
        }

        private boolean interrupted(Exchange exchange) {
            return exchange.outcome() instanceof Outcome.Failed failed && failed.kind() == FailureKind.INTERRUPTED;
        }
    }
}
