package org.headroom.loadgen.page;

import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.headroom.loadgen.browser.BrowserCache;
import org.headroom.loadgen.browser.WarmCaches;
import org.headroom.loadgen.transport.Protocol;
import org.headroom.loadgen.transport.Transport;
import org.headroom.loadgen.transport.VisitorConnections;
import org.headroom.scenarios.model.Returning;

/** Opens visitors: each takes the next address of every host in turn, as DNS would spread them. */
public final class Browsers {
    private final Transport transport;
    private final LoadTarget target;
    private final WarmCaches caches;
    private final AtomicLong number;
    private final String run = Long.toString(System.currentTimeMillis(), 36)
            + Integer.toString(ThreadLocalRandom.current().nextInt(1 << 20), 36);

    /** Visitors who were never here before. */
    public Browsers(Transport transport, LoadTarget target) {
        this(transport, target, 0, new WarmCaches(Returning.USUALLY_AWAY, InstantSource.system()));
    }

    /**
     * Browsers of one of several machines, of which those who return find what earlier visitors left.
     *
     * @param turn the address that the first visitor takes; machines begin with different ones
     */
    public Browsers(Transport transport, LoadTarget target, int turn, WarmCaches caches) {
        this.transport = transport;
        this.target = target;
        this.caches = caches;
        this.number = new AtomicLong(turn);
    }

    /** A new visitor with an empty cache and no connection yet. */
    public Visitor open() {
        return open(transport.newVisitor(), caches.empty(), () -> {});
    }

    /** A visitor who comes for the first time, and from whom returning ones of the same kind of visit learn. */
    public Visitor open(String visit) {
        BrowserCache cache = caches.empty();
        return open(transport.newVisitor(), cache, () -> caches.learn(visit, cache));
    }

    /** A visitor who was here before, as soon as somebody of that kind of visit was; else as {@link #open(String)}. */
    public Visitor openReturning(String visit) {
        BrowserCache cache = caches.returning(visit);
        return cache.warm() ? open(transport.returningVisitor(caches.away()), cache, () -> {}) : open(visit);
    }

    private Visitor open(VisitorConnections connections, BrowserCache cache, Runnable whenItLeavesHappy) {
        long mine = number.getAndIncrement();
        Map<String, InetSocketAddress> addresses = new HashMap<>();
        Map<String, InetSocketAddress> beside = new HashMap<>();
        target.endpoints().forEach((alias, endpoint) -> {
            addresses.put(alias, inTurn(endpoint.addresses(), mine));
            if (!endpoint.beside().isEmpty()) {
                beside.put(alias, inTurn(endpoint.beside(), mine));
            }
        });
        boolean prioritises = transport.protocol() != Protocol.H1;
        return new Visitor(
                connections, prioritises, addresses, beside, cache, new VisitorValues(mine, run), whenItLeavesHappy);
    }

    private static InetSocketAddress inTurn(List<InetSocketAddress> addresses, long turn) {
        return addresses.get((int) (turn % addresses.size()));
    }
}
