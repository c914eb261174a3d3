package org.headroom.loadgen.transport;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A transport that speaks only TLS, and beside it plain h1 for {@code http://} URLs, which browsers request before a
 * site redirects them to https. The plain one is made when the first such URL comes.
 */
public final class PlainBeside implements Transport {
    private final Transport secure;
    private final Supplier<Transport> plainMaker;
    private @Nullable Transport plain;
    private boolean closed;

    /** Takes both over: closing it closes them. */
    public PlainBeside(Transport secure, Supplier<Transport> plainMaker) {
        this.secure = secure;
        this.plainMaker = plainMaker;
    }

    @Override
    public Protocol protocol() {
        return secure.protocol();
    }

    @Override
    public String name() {
        return secure.name();
    }

    @Override
    public VisitorConnections newVisitor() {
        return new Both(secure.newVisitor());
    }

    @Override
    public VisitorConnections returningVisitor(Duration away) {
        return new Both(secure.returningVisitor(away));
    }

    @Override
    public VisitorConnections roam(VisitorConnections visitor) {
        if (!(visitor instanceof Both both)) {
            return newVisitor();
        }
        VisitorConnections next = secure.roam(both.tls);
        return next.equals(both.tls) ? visitor : new Both(next);
    }

    @Override
    public void observedBy(TransportObserver observer) {
        secure.observedBy(observer);
    }

    @Override
    public long udpDrops() {
        return secure.udpDrops();
    }

    @Override
    public List<String> notes() {
        return secure.notes();
    }

    @Override
    public synchronized long openConnections() {
        return secure.openConnections() + (plain == null ? 0 : plain.openConnections());
    }

    @Override
    public void close() {
        secure.close();
        synchronized (this) {
            closed = true;
            if (plain != null) {
                plain.close();
            }
        }
    }

    /** Null when it is too late for one. */
    private synchronized @Nullable VisitorConnections plainVisitor() {
        if (closed) {
            return null;
        }
        Transport made = plain == null ? plainMaker.get() : plain;
        plain = made;
        return made.newVisitor();
    }

    private final class Both implements VisitorConnections {
        private final VisitorConnections tls;
        private @Nullable VisitorConnections clear;
        private boolean left;

        Both(VisitorConnections tls) {
            this.tls = tls;
        }

        @Override
        public void send(WebRequest request, ExchangeListener listener) {
            if (request.scheme().equals("https")) {
                tls.send(request, listener);
                return;
            }
            VisitorConnections carrier = clear();
            if (carrier == null) {
                new OngoingExchange(request, listener).fail(FailureKind.INTERRUPTED, "the visitor left");
            } else {
                carrier.send(request, listener);
            }
        }

        @Override
        public boolean arrived() {
            return tls.arrived();
        }

        private synchronized @Nullable VisitorConnections clear() {
            if (clear == null && !left) {
                clear = plainVisitor();
            }
            return clear;
        }

        @Override
        public void close() {
            tls.close();
            synchronized (this) {
                left = true;
                if (clear != null) {
                    clear.close();
                }
            }
        }
    }
}
