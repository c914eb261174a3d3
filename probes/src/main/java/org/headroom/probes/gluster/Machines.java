package org.headroom.probes.gluster;

import java.util.List;
import org.headroom.scenarios.stack.Machine;
import org.headroom.scenarios.stack.Stack;

/** The hosts of a stack, as far as Gluster is concerned. */
final class Machines {
    private Machines() {}

    /** The nodes of the file cluster, by the names of their hosts. */
    static List<String> nodes(Stack stack) {
        return stack.gluster().stream()
                .flatMap(gluster -> gluster.nodes().stream())
                .map(node -> name(stack, node))
                .distinct()
                .toList();
    }

    /** The stack file's name of a host that gluster knows by another; else gluster's. */
    static String name(Stack stack, String nameOrAddress) {
        return stack.machine(nameOrAddress).map(Machine::name).orElse(nameOrAddress);
    }

    /** Whether somebody has said that this host is away. */
    static boolean expectedAway(Stack stack, String host) {
        return stack.checking().away().contains(host);
    }
}
