package org.headroom.loadgen.transport.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.headroom.loadgen.transport.AltSvc;
import org.headroom.loadgen.transport.discovery.DiscoveringVisitor.Sending;

/** How far a visitor has come with h3 at one origin. */
final class Place {
    /** What is to be done with a request. */
    enum Way {
        OVER_H2,
        OVER_H3,
        /** Over h2; and open a connection over h3 for those to come. */
        CONNECT_BESIDE,
        /** Kept here, until a connection over h3, which is to be opened, is there. */
        CONNECT_AND_WAIT,
        /** Kept here. */
        WAIT
    }

    private enum State {
        USING_H2,
        CONNECTING,
        USING_H3,
        /** It did not connect: this visitor does not try again. */
        AVOIDING_H3
    }

    final long firstNanos = System.nanoTime();
    // All guarded by this.
    private final List<Sending> held = new ArrayList<>();
    private Optional<AltSvc> service;
    private State state = State.USING_H2;
    private boolean usedH2;

    /** {@code service}: what the visitor remembers. */
    Place(Optional<AltSvc> service) {
        this.service = service;
    }

    synchronized Way take(Sending sending) {
        return switch (state) {
            case USING_H3 -> Way.OVER_H3;
            case AVOIDING_H3 -> overH2();
            case USING_H2 -> {
                if (service.isEmpty()) {
                    yield overH2();
                }
                state = State.CONNECTING;
                if (usedH2) {
                    yield Way.CONNECT_BESIDE;
                }
                held.add(sending);
                yield Way.CONNECT_AND_WAIT;
            }
            case CONNECTING -> {
                if (usedH2) {
                    yield Way.OVER_H2;
                }
                held.add(sending);
                yield Way.WAIT;
            }
        };
    }

    private Way overH2() {
        usedH2 = true;
        return Way.OVER_H2;
    }

    /** The connection is open, or cannot be; returns what waited for that. */
    synchronized List<Sending> decided(boolean open) {
        state = open ? State.USING_H3 : State.AVOIDING_H3;
        return release();
    }

    /** Returns what goes over h2 now. */
    synchronized List<Sending> headStartIsOver() {
        usedH2 = true;
        return release();
    }

    synchronized void avoid() {
        state = State.AVOIDING_H3;
    }

    void interrupt() {
        List<Sending> cut;
        synchronized (this) {
            cut = release();
        }
        cut.forEach(Sending::interrupt);
    }

    private List<Sending> release() {
        List<Sending> released = List.copyOf(held);
        held.clear();
        return released;
    }

    /** An answer says where h3 is, or that it is nowhere any more. */
    synchronized void told(Optional<AltSvc> now) {
        service = now;
        if (now.isEmpty() && state == State.USING_H3) {
            state = State.USING_H2;
        }
    }

    /** Of h3. */
    synchronized Optional<Integer> port() {
        return service.map(AltSvc::port);
    }
}
