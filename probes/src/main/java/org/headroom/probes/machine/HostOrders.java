package org.headroom.probes.machine;

import java.util.ArrayList;
import java.util.List;
import org.headroom.probes.hosts.Order;

/** What the host tier wants to know of a host. */
final class HostOrders {
    private HostOrders() {}

    static List<Order> of(List<Peer> peers, boolean light) {
        List<Order> orders = new ArrayList<>();
        orders.add(light ? Order.of("host", "light") : Order.of("host"));
        if (!light) {
            orders.add(Order.of("disk"));
        }
        if (!light && !peers.isEmpty()) {
            orders.add(new Order("roundtrip", peers.stream().map(Peer::target).toList()));
        }
        return orders;
    }
}
