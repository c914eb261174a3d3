package org.headroom.loadgen.page;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.headroom.loadgen.transport.VisitorConnections;

/** One browser: its connections, its cache, and the address that it picked for each host. */
public final class Visitor implements AutoCloseable {
    private final VisitorConnections connections;
    private final Map<String, InetSocketAddress> addresses;
    private final Set<String> cache = ConcurrentHashMap.newKeySet();

    Visitor(VisitorConnections connections, Map<String, InetSocketAddress> addresses) {
        this.connections = connections;
        this.addresses = Map.copyOf(addresses);
    }

    VisitorConnections connections() {
        return connections;
    }

    InetSocketAddress address(String hostAlias) {
        InetSocketAddress address = addresses.get(hostAlias);
        if (address == null) {
            throw new IllegalArgumentException("no address for host alias " + hostAlias);
        }
        return address;
    }

    boolean hasCached(String hostAlias, String path) {
        return cache.contains(hostAlias + " " + path);
    }

    void cache(String hostAlias, String path) {
        cache.add(hostAlias + " " + path);
    }

    @Override
    public void close() {
        connections.close();
    }
}
