package org.headroom.loadgen.transport.lookup;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.headroom.loadgen.transport.Protocol;
import org.headroom.loadgen.transport.Transport;
import org.headroom.loadgen.transport.TransportObserver;
import org.headroom.loadgen.transport.VisitorConnections;

/**
 * A transport whose visitors look each host's name up before their first request to it, and wait for the answer. They
 * connect to the addresses that were found before the run all the same: those were checked to be allowed.
 */
public final class LookingUpTransport implements Transport {
    private final Transport carrier;
    private final Set<String> names;
    private final NameServers servers;

    /**
     * Takes both over: closing it closes them.
     *
     * @param names to look up; others were given as addresses
     */
    public LookingUpTransport(Transport carrier, Set<String> names, NameServers servers) {
        this.carrier = carrier;
        this.names = Set.copyOf(names);
        this.servers = servers;
    }

    @Override
    public Protocol protocol() {
        return carrier.protocol();
    }

    @Override
    public String name() {
        return carrier.name();
    }

    @Override
    public VisitorConnections newVisitor() {
        return new LookingUpVisitor(carrier.newVisitor(), names, servers);
    }

    @Override
    public VisitorConnections returningVisitor(Duration away) {
        return new LookingUpVisitor(carrier.returningVisitor(away), names, servers);
    }

    @Override
    public void observedBy(TransportObserver observer) {
        carrier.observedBy(observer);
    }

    @Override
    public long openConnections() {
        return carrier.openConnections();
    }

    @Override
    public long udpDrops() {
        return carrier.udpDrops();
    }

    @Override
    public List<String> notes() {
        return carrier.notes();
    }

    @Override
    public void close() {
        carrier.close();
        servers.close();
    }
}
