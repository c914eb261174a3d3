package org.headroom.probes.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.headroom.scenarios.stack.Machine;
import org.headroom.scenarios.stack.Stack;

/**
 * Who of a stack talks to whom. Every host may mount Gluster's volumes, so all ask its nodes; only the nodes of Galera
 * ask each other.
 */
final class Peers {
    /** Where every glusterd listens, and where Galera's nodes talk to each other unless configured otherwise. */
    private static final int GLUSTERD = 24_007;

    private static final int GALERA = 4567;

    private final Stack stack;

    Peers(Stack stack) {
        this.stack = stack;
    }

    /** The hosts that this one talks to, each once. */
    List<Peer> of(Machine machine) {
        List<Peer> peers = new ArrayList<>();
        for (Machine other : stack.machines()) {
            if (!other.equals(machine)) {
                peer(machine, other).ifPresent(peers::add);
            }
        }
        return peers;
    }

    private Optional<Peer> peer(Machine from, Machine to) {
        if (gluster(to)) {
            return Optional.of(new Peer(to.name(), target(to, GLUSTERD), gluster(from)));
        }
        return galera(from) && galera(to)
                ? Optional.of(new Peer(to.name(), target(to, GALERA), true))
                : Optional.empty();
    }

    private boolean gluster(Machine machine) {
        return stack.gluster()
                .filter(cluster -> cluster.nodes().stream()
                        .anyMatch(node -> stack.machine(node).equals(Optional.of(machine))))
                .isPresent();
    }

    private boolean galera(Machine machine) {
        return stack.galera()
                .filter(cluster ->
                        cluster.nodes().stream().anyMatch(node -> node.address().equals(machine.address())))
                .isPresent();
    }

    private static String target(Machine machine, int port) {
        String address = machine.address();
        return (address.indexOf(':') < 0 ? address : "[" + address + "]") + ":" + port;
    }
}
