package org.headroom.loadgen.transport.discovery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.headroom.loadgen.transport.AltSvc;
import org.headroom.loadgen.transport.Outcome;
import org.headroom.loadgen.transport.Protocol;
import org.headroom.loadgen.transport.Transport;
import org.headroom.loadgen.transport.TransportObserver;
import org.headroom.loadgen.transport.VisitorConnections;
import org.jspecify.annotations.Nullable;

/**
 * h3 as browsers come to it. A visitor's first requests to a host go over h2; when an answer's {@code Alt-Svc} names
 * h3, a QUIC connection is opened beside, and requests from then on go over it. A returning visitor who still remembers
 * tries h3 first, and h2 when there is no connection after {@value DiscoveringVisitor#HEAD_START_MILLIS} ms.
 */
public final class DiscoveringTransport implements Transport {
    private final Transport first;
    private final Transport h3;
    private final KnownAlternatives known = new KnownAlternatives();
    private final ScheduledExecutorService timer = newTimer();
    private final Set<String> elsewhere = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean overH3 = new AtomicBoolean();
    private final AtomicBoolean answered = new AtomicBoolean();
    private final AtomicBoolean told = new AtomicBoolean();
    private volatile @Nullable TransportObserver observer;

    /** Takes both over: closing it closes them. */
    public DiscoveringTransport(Transport first, Transport h3) {
        this.first = first;
        this.h3 = h3;
    }

    private static ScheduledExecutorService newTimer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("h3-discovery").factory());
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    @Override
    public void observedBy(TransportObserver transportObserver) {
        observer = transportObserver;
    }

    @Override
    public Protocol protocol() {
        return Protocol.H3;
    }

    @Override
    public String name() {
        return h3.name();
    }

    @Override
    public VisitorConnections newVisitor() {
        return new DiscoveringVisitor(this, _ -> Optional.empty());
    }

    @Override
    public VisitorConnections returningVisitor(Duration away) {
        return new DiscoveringVisitor(this, origin -> known.after(away, origin));
    }

    @Override
    public long openConnections() {
        return first.openConnections() + h3.openConnections();
    }

    @Override
    public long udpDrops() {
        return h3.udpDrops();
    }

    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>(first.notes());
        notes.addAll(h3.notes());
        if (answered.get() && !overH3.get()) {
            notes.add(
                    told.get()
                            ? "not one request went over h3: the site advertises it, but no connection came about"
                            : "not one request went over h3: no answer has an Alt-Svc that names it for the same host,"
                                    + " so browsers never find it; in nginx: add_header Alt-Svc 'h3=\":443\"; ma=86400'"
                                    + " always;");
        }
        elsewhere.stream()
                .sorted()
                .forEach(place -> notes.add("h3 is advertised at " + place
                        + ", another host, to which no load goes: those visitors stayed on h2"));
        return notes;
    }

    @Override
    public void close() {
        timer.shutdownNow();
        first.close();
        h3.close();
    }

    VisitorConnections newFirst() {
        return first.newVisitor();
    }

    VisitorConnections newH3() {
        return h3.newVisitor();
    }

    ScheduledExecutorService timer() {
        return timer;
    }

    void answered() {
        answered.set(true);
    }

    void learn(Origin origin, Optional<AltSvc> service) {
        known.learn(origin, service);
        if (service.isPresent()) {
            told.set(true);
        }
    }

    void elsewhere(String place) {
        elsewhere.add(place);
    }

    void sentBeforeH3() {
        tell(TransportObserver::sentBeforeH3);
    }

    void sentOverH3() {
        overH3.set(true);
        tell(TransportObserver::sentOverH3);
    }

    void switched(long nanos) {
        tell(who -> who.switchedToH3(nanos));
    }

    void unreachable(Outcome.Failed failed) {
        tell(who -> who.h3Unreachable(failed.kind().label() + ": " + failed.detail()));
    }

    private void tell(Consumer<TransportObserver> what) {
        TransportObserver listening = observer;
        if (listening != null) {
            what.accept(listening);
        }
    }
}
