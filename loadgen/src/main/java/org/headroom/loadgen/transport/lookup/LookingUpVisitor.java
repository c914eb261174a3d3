package org.headroom.loadgen.transport.lookup;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.headroom.loadgen.transport.Exchange;
import org.headroom.loadgen.transport.ExchangeListener;
import org.headroom.loadgen.transport.FailureKind;
import org.headroom.loadgen.transport.OngoingExchange;
import org.headroom.loadgen.transport.PassingListener;
import org.headroom.loadgen.transport.VisitorConnections;
import org.headroom.loadgen.transport.WebRequest;

/** One visitor: its first request to a host asks for the name, those that come meanwhile wait with it. */
final class LookingUpVisitor implements VisitorConnections {
    private final VisitorConnections carrier;
    private final Set<String> names;
    private final NameServers servers;

    private final Object lock = new Object();
    // All guarded by lock.
    private final Map<String, List<Waiting>> asked = new HashMap<>();
    private final Set<String> found = new HashSet<>();
    private boolean closed;

    private record Waiting(WebRequest request, ExchangeListener listener, long deadlineNanos) {
        void fail(FailureKind kind, String detail) {
            new OngoingExchange(request, listener).fail(kind, detail);
        }
    }

    LookingUpVisitor(VisitorConnections carrier, Set<String> names, NameServers servers) {
        this.carrier = carrier;
        this.names = names;
        this.servers = servers;
    }

    @Override
    public void send(WebRequest request, ExchangeListener listener) {
        String host = request.host();
        boolean first;
        synchronized (lock) {
            if (closed || !names.contains(host) || found.contains(host)) {
                first = false;
            } else {
                List<Waiting> queue = asked.get(host);
                first = queue == null;
                if (queue == null) {
                    queue = new ArrayList<>();
                    asked.put(host, queue);
                }
                Waiting waiting = new Waiting(request, listener, System.nanoTime() + request.timeoutNanos());
                queue.add(waiting);
                servers.later(() -> timeUp(host, waiting), request.timeoutNanos());
                if (!first) {
                    return;
                }
            }
        }
        if (first) {
            long begun = System.nanoTime();
            servers.lookUp(host, trouble -> answered(host, System.nanoTime() - begun, trouble));
        } else {
            carrier.send(request, listener);
        }
    }

    /** A name that was not found is asked for again by the next request. */
    private void answered(String host, long nanos, Optional<String> trouble) {
        List<Waiting> queue;
        synchronized (lock) {
            queue = asked.remove(host);
            if (queue == null) {
                return; // the visitor left
            }
            if (trouble.isEmpty()) {
                found.add(host);
            }
        }
        boolean asker = true;
        for (Waiting one : queue) {
            if (trouble.isPresent()) {
                one.fail(FailureKind.NAME_UNRESOLVED, trouble.get());
            } else {
                long left = one.deadlineNanos() - System.nanoTime();
                carrier.send(
                        one.request().within(Math.max(1, left)),
                        asker ? new AfterLookup(one.listener(), nanos) : one.listener());
            }
            asker = false;
        }
    }

    private void timeUp(String host, Waiting waiting) {
        boolean stillWaits;
        synchronized (lock) {
            List<Waiting> queue = asked.get(host);
            stillWaits = queue != null && queue.remove(waiting);
        }
        if (stillWaits) {
            waiting.fail(FailureKind.TIMEOUT, "no answer of the name servers for " + host);
        }
    }

    @Override
    public boolean arrived() {
        return carrier.arrived();
    }

    @Override
    public void close() {
        List<Waiting> left = new ArrayList<>();
        synchronized (lock) {
            closed = true;
            asked.values().forEach(left::addAll);
            asked.clear();
        }
        left.forEach(one -> one.fail(FailureKind.INTERRUPTED, "the visitor left"));
        carrier.close();
    }

    /** Notes on the exchange how long the lookup took. */
    private static final class AfterLookup extends PassingListener {
        private final long nanos;

        AfterLookup(ExchangeListener listener, long nanos) {
            super(listener);
            this.nanos = nanos;
        }

        @Override
        public void onDone(Exchange exchange, long decodedBytes) {
            super.onDone(exchange.afterLookup(nanos), decodedBytes);
        }
    }
}
