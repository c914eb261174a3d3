package org.headroom.probes.galera;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.headroom.probes.galera.ClusterView.Component;
import org.headroom.probes.health.Health;
import org.headroom.probes.health.HealthRule;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Perf;
import org.headroom.probes.health.Subject;
import org.headroom.probes.health.Verdict;

/** Who belongs to the cluster, against who should. */
final class MembershipRule implements HealthRule {

    @Override
    public List<Verdict> judge(Health health) {
        return ClusterView.of(health)
                .filter(cluster -> cluster.nodes().stream().anyMatch(NodeView::answered))
                .map(MembershipRule::verdicts)
                .orElse(List.of());
    }

    private static List<Verdict> verdicts(ClusterView cluster) {
        List<Verdict> verdicts = new ArrayList<>();
        verdicts.add(size(cluster));
        members(cluster).ifPresent(verdicts::add);
        verdicts.add(names(cluster));
        return verdicts;
    }

    private static Verdict size(ClusterView cluster) {
        long expected = cluster.galera().expectedSize();
        long size = cluster.primary().map(Component::size).orElse(0L);
        long away = cluster.nodes().stream()
                .filter(node -> node.away() && !node.primary())
                .count();
        long missing = expected - away - size;
        String words = "%d of %d nodes".formatted(size, expected);
        Verdict verdict;
        if (cluster.primary().isEmpty()) {
            verdict = ok("size", "no primary component, so no size: see the nodes");
        } else if (size > expected) {
            verdict = of(
                    "size",
                    Level.WARNING,
                    words + ": more than expected",
                    "add the new node to galera.nodes of the stack file, or raise galera.expected-size");
        } else if (missing <= 0) {
            verdict = ok("size", away > 0 ? words + ", the rest is expected to be away" : words);
        } else if (cluster.primaries().size() > 1) {
            verdict = ok("size", words + " in the largest of the primary components");
        } else if (explained(cluster) >= missing) {
            verdict = ok("size", words + "; said of the nodes themselves");
        } else {
            verdict = of(
                    "size",
                    size < majority(expected) ? Level.CRITICAL : Level.WARNING,
                    words + (unseen(cluster).isEmpty() ? "" : "; not seen: " + unseen(cluster)),
                    "start the missing node, or name it in check.away; with too few left the next loss stops all writes");
        }
        return verdict.with(new Perf("galera_size", size, "", expected + ":", majority(expected) + ":", "0", ""));
    }

    private static long majority(long expected) {
        return expected / 2 + 1;
    }

    /** How many missing nodes have an alarm of their own. */
    private static long explained(ClusterView cluster) {
        return cluster.nodes().stream()
                .filter(node -> node.asked() && !node.primary())
                .filter(node -> {
                    Level level = NodeRule.verdict(cluster, node).level();
                    return level == Level.CRITICAL || level == Level.WARNING;
                })
                .count();
    }

    private static String unseen(ClusterView cluster) {
        return cluster.nodes().stream()
                .filter(node -> !node.primary())
                .map(NodeView::name)
                .collect(Collectors.joining(", "));
    }

    /** Only where the cluster's own addresses are those of the stack file. */
    private static Optional<Verdict> members(ClusterView cluster) {
        if (cluster.primaries().size() != 1
                || !cluster.sameAddresses(cluster.primaries().getFirst())) {
            return Optional.empty();
        }
        Set<String> known = new TreeSet<>(cluster.primaries().getFirst().addresses());
        List<NodeView> left = new ArrayList<>();
        for (NodeView node : cluster.nodes()) {
            boolean member = known.remove(node.node().address());
            if (!member && node.answered() && node.primary() && !node.away()) {
                left.add(node);
            }
        }
        boolean all = cluster.nodes().size() >= cluster.galera().expectedSize();
        if (!left.isEmpty()) {
            return Optional.of(of(
                    "members",
                    Level.WARNING,
                    ClusterView.names(left) + " is Primary, but no member by the cluster's incoming addresses",
                    "check wsrep_node_address and wsrep_cluster_address there"));
        }
        if (!known.isEmpty() && all) {
            return Optional.of(of(
                    "members",
                    Level.WARNING,
                    "the cluster has members that the stack file does not know: " + String.join(", ", known),
                    "add them to galera.nodes, or find out who joined: whoever reaches port 4567 can"));
        }
        return Optional.of(ok("members", "all members are nodes of the stack file"));
    }

    private static Verdict names(ClusterView cluster) {
        Map<String, List<NodeView>> byMember = new LinkedHashMap<>();
        Map<String, List<NodeView>> byName = new LinkedHashMap<>();
        cluster.answered().forEach(node -> {
            byMember.computeIfAbsent(node.fact("member"), _ -> new ArrayList<>())
                    .add(node);
            byName.computeIfAbsent(node.fact("node_name"), _ -> new ArrayList<>())
                    .add(node);
        });
        Optional<List<NodeView>> same = twice(byMember);
        if (same.isPresent()) {
            return of(
                    "names",
                    Level.WARNING,
                    ClusterView.names(same.get()) + " of the stack file are one and the same server",
                    "correct the addresses in galera.nodes: one node is not watched at all");
        }
        Optional<List<NodeView>> alike = twice(byName);
        if (alike.isPresent()) {
            return of(
                    "names",
                    Level.WARNING,
                    "%s have the same wsrep_node_name %s"
                            .formatted(
                                    ClusterView.names(alike.get()),
                                    alike.get().getFirst().fact("node_name")),
                    "give each node a name of its own: logs and wsrep_sst_donor cannot tell them apart");
        }
        return ok("names", "every node has a name of its own");
    }

    private static Optional<List<NodeView>> twice(Map<String, List<NodeView>> nodes) {
        return nodes.entrySet().stream()
                .filter(one -> !one.getKey().isEmpty() && one.getValue().size() > 1)
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static Verdict ok(String check, String message) {
        return Verdict.ok(GaleraNodeProbe.NAME, Subject.CLUSTER, check, message);
    }

    private static Verdict of(String check, Level level, String message, String advice) {
        return Verdict.of(GaleraNodeProbe.NAME, Subject.CLUSTER, check, level, message, advice);
    }
}
