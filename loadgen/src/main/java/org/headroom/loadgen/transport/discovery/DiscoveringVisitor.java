package org.headroom.loadgen.transport.discovery;

import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.headroom.loadgen.transport.AltSvc;
import org.headroom.loadgen.transport.Exchange;
import org.headroom.loadgen.transport.ExchangeListener;
import org.headroom.loadgen.transport.FailureKind;
import org.headroom.loadgen.transport.OngoingExchange;
import org.headroom.loadgen.transport.Outcome;
import org.headroom.loadgen.transport.PassingListener;
import org.headroom.loadgen.transport.ResponseHead;
import org.headroom.loadgen.transport.VisitorConnections;
import org.headroom.loadgen.transport.WebRequest;

/** One visitor's connections over h2, and over h3 where it has found that. */
final class DiscoveringVisitor implements VisitorConnections {
    /** So long Chromium gives QUIC where it has never measured a round trip, before it tries TCP beside. */
    static final int HEAD_START_MILLIS = 300;

    private static final Set<FailureKind> NOT_CONNECTED = EnumSet.of(
            FailureKind.CONNECT_REFUSED,
            FailureKind.CONNECT_TIMEOUT,
            FailureKind.CERTIFICATE,
            FailureKind.TLS,
            FailureKind.PROTOCOL_NOT_OFFERED);

    private final DiscoveringTransport transport;
    private final Function<Origin, Optional<AltSvc>> remembered;
    private final VisitorConnections first;
    private final VisitorConnections h3;
    private final Map<Origin, Place> places = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** Nothing is opened yet; {@code remembered} is what this visitor knows from before. */
    DiscoveringVisitor(DiscoveringTransport transport, Function<Origin, Optional<AltSvc>> remembered) {
        this.transport = transport;
        this.remembered = remembered;
        this.first = transport.newFirst();
        this.h3 = transport.newH3();
    }

    @Override
    public void send(WebRequest request, ExchangeListener listener) {
        if (!request.scheme().equals("https")) {
            first.send(request, listener);
            return;
        }
        Origin origin = Origin.of(request);
        Place place = places.computeIfAbsent(origin, fresh -> new Place(remembered.apply(fresh)));
        Sending sending = new Sending(origin, place, request, listener);
        switch (place.take(sending)) {
            case OVER_H2 -> sending.overFirst();
            case OVER_H3 -> sending.overH3();
            case CONNECT_BESIDE -> {
                sending.overFirst();
                connect(sending);
            }
            case CONNECT_AND_WAIT -> {
                connect(sending);
                headStart(place);
            }
            case WAIT -> {}
        }
        if (closed) {
            place.interrupt();
        }
    }

    private void connect(Sending sending) {
        h3.connect(sending.toH3(), failed -> {
            failed.ifPresent(failure -> {
                if (failure.kind() != FailureKind.INTERRUPTED) {
                    transport.unreachable(failure);
                }
            });
            boolean open = failed.isEmpty();
            if (open) {
                transport.switched(System.nanoTime() - sending.place.firstNanos);
            }
            sending.place.decided(open).forEach(open ? Sending::overH3 : Sending::overFirst);
        });
    }

    private void headStart(Place place) {
        try {
            var _ = transport
                    .timer()
                    .schedule(
                            () -> place.headStartIsOver().forEach(Sending::overFirst),
                            HEAD_START_MILLIS,
                            TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException _) {
            place.interrupt(); // the transport is being closed
        }
    }

    @Override
    public void close() {
        closed = true;
        first.close();
        h3.close();
        places.values().forEach(Place::interrupt);
    }

    /** One request; it goes over h3 or h2, and over h2 after h3 when that has no connection. */
    final class Sending {
        private final Origin origin;
        private final Place place;
        private final WebRequest request;
        private final ExchangeListener listener;
        private final long deadlineNanos;

        Sending(Origin origin, Place place, WebRequest request, ExchangeListener listener) {
            this.origin = origin;
            this.place = place;
            this.request = request;
            this.listener = listener;
            this.deadlineNanos = System.nanoTime() + request.timeoutNanos();
        }

        void interrupt() {
            new OngoingExchange(request, listener).fail(FailureKind.INTERRUPTED, "the visitor left");
        }

        void overFirst() {
            transport.sentBeforeH3();
            first.send(inTime(request), new Reader());
        }

        void overH3() {
            h3.send(inTime(toH3()), new Reader() {
                @Override
                public void onDone(Exchange exchange, long decodedBytes) {
                    if (exchange.outcome() instanceof Outcome.Failed failed
                            && NOT_CONNECTED.contains(failed.kind())
                            && deadlineNanos > System.nanoTime()) {
                        transport.unreachable(failed);
                        place.avoid();
                        overFirst();
                    } else {
                        transport.sentOverH3();
                        super.onDone(exchange, decodedBytes);
                    }
                }
            });
        }

        /** The same for the port at which h3 is. */
        WebRequest toH3() {
            return place.port().map(request::toPort).orElse(request);
        }

        private WebRequest inTime(WebRequest what) {
            return what.within(Math.max(1, deadlineNanos - System.nanoTime()));
        }

        /** Reads what an answer says of h3. */
        private class Reader extends PassingListener {
            Reader() {
                super(listener);
            }

            @Override
            public void onHead(ResponseHead head) {
                transport.answered();
                if (!head.altSvc().isEmpty()) {
                    told(head.altSvc());
                }
                super.onHead(head);
            }
        }

        private void told(String headerValue) {
            Optional<AltSvc> service = AltSvc.h3(headerValue);
            boolean here = service.isEmpty()
                    || service.get().host().isEmpty()
                    || service.get().host().equalsIgnoreCase(origin.host());
            if (here) {
                place.told(service);
                transport.learn(origin, service);
            } else {
                transport.elsewhere(service.get().host() + ":" + service.get().port());
            }
        }
    }
}
