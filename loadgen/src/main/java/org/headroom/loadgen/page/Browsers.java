package org.headroom.loadgen.page;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.headroom.loadgen.transport.Transport;

/** Opens visitors: each takes the next address of every host in turn, as DNS would spread them. */
public final class Browsers {
    private final Transport transport;
    private final LoadTarget target;
    private final AtomicLong number;

    public Browsers(Transport transport, LoadTarget target) {
        this(transport, target, 0);
    }

    /**
     * Browsers of one of several machines.
     *
     * @param turn the address that the first visitor takes; machines begin with different ones
     */
    public Browsers(Transport transport, LoadTarget target, int turn) {
        this.transport = transport;
        this.target = target;
        this.number = new AtomicLong(turn);
    }

    /** A new visitor with an empty cache and no connection yet. */
    public Visitor open() {
        long mine = number.getAndIncrement();
        Map<String, InetSocketAddress> addresses = new HashMap<>();
        target.endpoints()
                .forEach((alias, endpoint) ->
                        addresses.put(alias, endpoint.addresses().get((int)
                                (mine % endpoint.addresses().size()))));
        return new Visitor(transport.newVisitor(), addresses);
    }
}
