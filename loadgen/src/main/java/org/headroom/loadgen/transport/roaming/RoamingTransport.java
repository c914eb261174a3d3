package org.headroom.loadgen.transport.roaming;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.headroom.loadgen.transport.Protocol;
import org.headroom.loadgen.transport.Transport;
import org.headroom.loadgen.transport.TransportObserver;
import org.headroom.loadgen.transport.VisitorConnections;
import org.jspecify.annotations.Nullable;

/**
 * A transport of whose visitors a share changes its network once, in the middle of its first page: as soon as the
 * document is there and a resource is under way.
 */
public final class RoamingTransport implements Transport {
    /** Its multiples fill the unit interval more evenly than any others. */
    private static final double GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;

    private final Transport usual;
    private final Transport forRoamers;
    private final boolean apart;
    private final double share;
    private final int mostAtOnce;
    private final AtomicLong visitors = new AtomicLong();
    private final AtomicInteger roamersOpen = new AtomicInteger();
    private final LongAdder stayed = new LongAdder();
    private volatile @Nullable TransportObserver observer;

    /**
     * Visitors of a transport, some of whom roam.
     *
     * @param forRoamers carries those who roam, where {@code usual} cannot change its address; empty: it can, or the
     *     protocol has no way to
     * @param share of the visitors, above 0 and up to 1
     * @param mostAtOnce so many roamers open at once; those beyond stay where they are
     */
    public RoamingTransport(Transport usual, Optional<Transport> forRoamers, double share, int mostAtOnce) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("share " + share);
        }
        this.usual = usual;
        this.forRoamers = forRoamers.orElse(usual);
        this.apart = forRoamers.isPresent();
        this.share = share;
        this.mostAtOnce = mostAtOnce;
    }

    @Override
    public void observedBy(TransportObserver transportObserver) {
        observer = transportObserver;
    }

    @Override
    public Protocol protocol() {
        return usual.protocol();
    }

    @Override
    public String name() {
        return apart ? usual.name() + "+" + forRoamers.name() : usual.name();
    }

    /** Roamers are spread evenly, and in no step with what else goes by a visitor's number, as its address does. */
    @Override
    public VisitorConnections newVisitor() {
        double place = visitors.incrementAndGet() * GOLDEN_RATIO % 1;
        boolean roams = place >= 1 - share;
        if (!roams) {
            return usual.newVisitor();
        }
        if (roamersOpen.incrementAndGet() > mostAtOnce) {
            roamersOpen.decrementAndGet();
            stayed.increment();
            return usual.newVisitor();
        }
        return new RoamingVisitor(forRoamers, observer, roamersOpen::decrementAndGet);
    }

    @Override
    public long openConnections() {
        return usual.openConnections() + (apart ? forRoamers.openConnections() : 0);
    }

    @Override
    public long udpDrops() {
        return usual.udpDrops() + (apart ? forRoamers.udpDrops() : 0);
    }

    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>(usual.notes());
        if (apart) {
            notes.add("roaming visitors are carried by " + forRoamers.name()
                    + ", which needs more CPU for a request: compare their recovery, not their page times");
        }
        if (stayed.sum() > 0) {
            notes.add(stayed.sum() + " visitors who should have roamed stayed where they were: " + mostAtOnce
                    + " were roaming already");
        }
        return notes;
    }

    @Override
    public void close() {
        usual.close();
        if (apart) {
            forRoamers.close();
        }
    }
}
