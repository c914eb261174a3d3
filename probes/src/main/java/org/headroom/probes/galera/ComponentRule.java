package org.headroom.probes.galera;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.headroom.probes.galera.ClusterView.Component;
import org.headroom.probes.health.Health;
import org.headroom.probes.health.HealthRule;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Subject;
import org.headroom.probes.health.Verdict;

/**
 * One cluster, not two: a single primary component, one state, one configuration.
 *
 * <p>Two halves that were both made primary share state UUID and may share the configuration id, too, when each counted
 * the same number of changes: then only their sizes tell. While a node joins or leaves, nodes may disagree for a moment.
 */
final class ComponentRule implements HealthRule {

    @Override
    public List<Verdict> judge(Health health) {
        return ClusterView.of(health)
                .filter(cluster -> cluster.nodes().stream().anyMatch(node -> node.answered() && node.replicates()))
                .map(cluster -> List.of(split(cluster), states(cluster)))
                .orElse(List.of());
    }

    /** Whether the same change of members is told by some nodes already and by others not yet. */
    private static boolean underWay(List<Component> parts) {
        Set<Set<String>> members = parts.stream().map(Component::addresses).collect(Collectors.toSet());
        boolean same = parts.stream().map(Component::size).distinct().count() == 1
                && members.size() == 1
                && !members.iterator().next().isEmpty();
        return same && oneState(parts);
    }

    private static boolean oneState(List<Component> parts) {
        return parts.stream().map(Component::stateUuid).distinct().count() == 1;
    }

    private static Verdict split(ClusterView cluster) {
        List<Component> parts = cluster.primaries();
        if (parts.isEmpty()) {
            return ok("split-brain", "no primary component, so none too many");
        }
        Component first = parts.getFirst();
        if (parts.size() == 1) {
            return ok(
                    "split-brain",
                    "one primary component: %s (state %s, configuration %s)"
                            .formatted(first.names(), shortState(first), first.configuration()));
        }
        String told = parts.stream()
                .map(part -> "%s (size %d, write set %d, configuration %s, state %s)"
                        .formatted(
                                part.names(),
                                part.size(),
                                part.lastCommitted(),
                                part.configuration(),
                                shortState(part)))
                .collect(Collectors.joining(" and "));
        if (underWay(parts)) {
            return Verdict.of(
                            GaleraNodeProbe.NAME,
                            Subject.CLUSTER,
                            "split-brain",
                            Level.WARNING,
                            "nodes disagree on the cluster's configuration: " + told,
                            "if that stays so, restart mariadbd on the node with the lower configuration id")
                    .asMomentary();
        }
        String kind = oneState(parts) ? "are each a primary component" : "are separate clusters";
        return Verdict.of(
                        GaleraNodeProbe.NAME,
                        Subject.CLUSTER,
                        "split-brain",
                        Level.CRITICAL,
                        "split brain: %s %s and take writes that the others do not get".formatted(told, kind),
                        "take the sites off one half at once, decide which half counts; save what was written to the other,"
                                + " stop its mariadbd, remove grastate.dat and start it to take the state of the first")
                .asMomentary();
    }

    private static String shortState(Component part) {
        return part.nodes().getFirst().shortUuid();
    }

    /** Nodes outside the primary component that hold another state: they would not join with what they have. */
    private static Verdict states(ClusterView cluster) {
        List<NodeView> known = cluster.answered().stream()
                .filter(node -> node.replicates() && !node.stateUuid().isEmpty())
                .toList();
        String reference = cluster.primary()
                .map(Component::stateUuid)
                .orElseGet(() -> known.isEmpty() ? "" : known.getFirst().stateUuid());
        List<NodeView> strange = new ArrayList<>();
        for (NodeView node : known) {
            if (!node.primary() && !node.stateUuid().equals(reference)) {
                strange.add(node);
            }
        }
        if (strange.isEmpty()) {
            return ok("state", known.isEmpty() ? "no node told its state" : "one state on all nodes that answer");
        }
        return Verdict.of(
                GaleraNodeProbe.NAME,
                Subject.CLUSTER,
                "state",
                Level.WARNING,
                "%s has the state %s of another cluster, the others have %s"
                        .formatted(
                                ClusterView.names(strange),
                                strange.getFirst().shortUuid(),
                                reference.replaceFirst("-.*", "")),
                "it can only join with a full state transfer, which replaces its data: save what only it has");
    }

    private static Verdict ok(String check, String message) {
        return Verdict.ok(GaleraNodeProbe.NAME, Subject.CLUSTER, check, message);
    }
}
