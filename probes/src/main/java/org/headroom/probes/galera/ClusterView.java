package org.headroom.probes.galera;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.headroom.probes.health.Health;
import org.headroom.scenarios.stack.Galera;

/**
 * All nodes of the stack file, and the components that those who answer say they belong to.
 *
 * @param primaries the primary components, the largest first; more than one should never be
 */
record ClusterView(Galera galera, List<NodeView> nodes, List<Component> primaries) {
    /**
     * Nodes that say the same of their primary component.
     *
     * @param size how many it has, by their word
     */
    record Component(String stateUuid, String configuration, long size, List<NodeView> nodes) {
        String names() {
            return ClusterView.names(nodes);
        }

        /** The addresses of its members as the cluster knows them, without ports; empty when it does not say. */
        Set<String> addresses() {
            Set<String> addresses = new HashSet<>();
            for (String one : nodes.getFirst().fact("incoming_addresses").split(",", -1)) {
                String address = one.strip().replaceFirst(":[0-9]*$", "").replaceAll("[\\[\\]]", "");
                if (!address.isEmpty() && !address.equals("AUTO") && !address.equals("unspecified")) {
                    addresses.add(address);
                }
            }
            return addresses;
        }

        /** The highest position that a member told. */
        long lastCommitted() {
            return (long) nodes.stream()
                    .mapToDouble(node -> node.value("last_committed").orElse(0))
                    .max()
                    .orElse(0);
        }
    }

    /** Empty when the stack has no cluster, or nobody asked it. */
    static Optional<ClusterView> of(Health health) {
        return health.stack()
                .galera()
                .map(galera -> of(health, galera))
                .filter(view -> view.nodes().stream().anyMatch(NodeView::asked));
    }

    private static ClusterView of(Health health, Galera galera) {
        List<NodeView> nodes =
                galera.nodes().stream().map(node -> new NodeView(health, node)).toList();
        Map<List<String>, List<NodeView>> groups = new LinkedHashMap<>();
        nodes.stream()
                .filter(NodeView::primary)
                .forEach(node -> groups.computeIfAbsent(
                                List.of(node.stateUuid(), node.fact("configuration"), Long.toString(node.size())),
                                _ -> new ArrayList<>())
                        .add(node));
        List<Component> components = groups.entrySet().stream()
                .map(group -> new Component(
                        group.getKey().get(0),
                        group.getKey().get(1),
                        group.getValue().getFirst().size(),
                        List.copyOf(group.getValue())))
                .sorted(Comparator.comparingLong(Component::size).reversed())
                .toList();
        return new ClusterView(galera, nodes, components);
    }

    static String names(List<NodeView> nodes) {
        return nodes.stream().map(NodeView::name).collect(Collectors.joining(", "));
    }

    /** The largest primary component. */
    Optional<Component> primary() {
        return primaries.stream().findFirst();
    }

    List<NodeView> answered() {
        return nodes.stream().filter(NodeView::answered).toList();
    }

    /** Whether the stack file's addresses are those that the cluster uses: only then can the two lists be compared. */
    boolean sameAddresses(Component component) {
        Set<String> known = component.addresses();
        return known.size() == component.size()
                && component.nodes().stream()
                        .allMatch(node -> known.contains(node.node().address()));
    }

    /** Whether the primary component still counts a node that does not answer. */
    boolean counts(NodeView silent) {
        return primaries.stream().anyMatch(component -> counts(component, silent));
    }

    private boolean counts(Component component, NodeView silent) {
        if (sameAddresses(component)) {
            return component.addresses().contains(silent.node().address());
        }
        // Names or other addresses: then by number, when nobody but this one can be meant.
        long others = nodes.stream().filter(node -> !node.answered()).count();
        return component.size() - component.nodes().size() >= others;
    }

    /** Whether a node gives its state to another. */
    boolean hasDonor() {
        return nodes.stream().anyMatch(node -> node.answered() && node.state() == NodeView.DONOR);
    }

    /** Whether a node takes its state from another: it says so, or is counted while it does not answer. */
    boolean hasJoiner() {
        return nodes.stream().anyMatch(node -> node.answered() ? node.state() == NodeView.JOINER : counts(node));
    }
}
