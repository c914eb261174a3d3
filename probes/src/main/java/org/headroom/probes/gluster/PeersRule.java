package org.headroom.probes.gluster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Perf;
import org.headroom.probes.health.Subject;
import org.headroom.probes.health.Verdict;

/** Whether the nodes see each other. A node that is away takes its bricks along: said here, once, for all volumes. */
final class PeersRule implements ClusterRule {
    private static final String CHECK = "peers";
    private static final String IN_CLUSTER = "Peer in Cluster";

    private record Trouble(Level level, String message, String advice) {}

    @Override
    public List<Verdict> judge(Cluster cluster) {
        if (cluster.seen().isEmpty()) {
            return List.of();
        }
        List<Trouble> troubles = new ArrayList<>();
        Set<String> away = cluster.away();
        away.stream()
                .filter(host -> !Machines.expectedAway(cluster.health().stack(), host))
                .forEach(host -> troubles.add(away(cluster, host)));
        troubles.addAll(disconnected(cluster, away));
        strangers(cluster).forEach(troubles::add);
        return List.of(verdict(cluster, away, troubles));
    }

    private static Verdict verdict(Cluster cluster, Set<String> away, List<Trouble> troubles) {
        int members = members(cluster).size();
        Perf perf = Perf.of("gluster_peers", members - away.size(), "").upTo(members);
        if (troubles.isEmpty()) {
            return Verdict.ok(GlusterProbe.NAME, Subject.CLUSTER, CHECK, members + " nodes, all connected")
                    .with(perf);
        }
        Level level = troubles.stream().map(Trouble::level).reduce(Level.OK, Level::worse);
        String message =
                String.join("; ", troubles.stream().map(Trouble::message).toList());
        String advice = String.join(
                "; ", troubles.stream().map(Trouble::advice).distinct().toList());
        return Verdict.of(GlusterProbe.NAME, Subject.CLUSTER, CHECK, level, message, advice)
                .with(perf);
    }

    private static Set<String> members(Cluster cluster) {
        Set<String> members = new LinkedHashSet<>();
        for (Node node : cluster.seen()) {
            members.add(node.host());
            node.peers().forEach(peer -> members.add(cluster.hostOf(peer)));
        }
        return members;
    }

    private static Trouble away(Cluster cluster, String host) {
        List<String> bricks = new ArrayList<>();
        boolean last = false;
        for (Volume volume : cluster.volumes()) {
            for (BrickSet set : volume.sets()) {
                if (set.lost().stream().anyMatch(brick -> brick.host().equals(host))) {
                    bricks.add(volume.name() + " " + set.left() + " of "
                            + set.bricks().size());
                    last |= !set.standsAnother();
                }
            }
        }
        List<String> by = cluster.seen().stream().map(Node::host).toList();
        String message = host + " is away: no answer to " + String.join(", ", by) + in(whys(cluster, host))
                + (bricks.isEmpty()
                        ? ""
                        : "; replicas left: " + String.join(", ", bricks)
                                + (last ? "; one more lost stops writes" : ""));
        return new Trouble(
                last ? Level.CRITICAL : Level.WARNING,
                message,
                "bring " + host + " or its line back; it heals by itself then (gluster volume heal VOLUME info)");
    }

    private static String in(Set<String> words) {
        return words.isEmpty() ? "" : " (" + String.join(", ", words) + ")";
    }

    private static Set<String> whys(Cluster cluster, String host) {
        Set<String> whys = new TreeSet<>();
        cluster.seen()
                .forEach(node -> node.peers().stream()
                        .filter(peer -> cluster.hostOf(peer).equals(host))
                        .forEach(peer -> peer.unreachable().ifPresent(whys::add)));
        return whys;
    }

    /** Pairs of which one does not have the other, though it is there; and peers that were rejected. */
    private static List<Trouble> disconnected(Cluster cluster, Set<String> away) {
        Map<String, Set<String>> apart = new LinkedHashMap<>();
        Map<String, Set<String>> states = new LinkedHashMap<>();
        for (Node node : cluster.seen()) {
            for (Node.Peer peer : node.peers()) {
                String host = cluster.hostOf(peer);
                boolean silent = cluster.nodes().stream()
                        .anyMatch(one -> one.host().equals(host) && one.silent().isPresent());
                boolean lost = (peer.connected().isPresent() && peer.connected().getAsDouble() == 0)
                        || peer.unreachable().isPresent();
                if (lost && !silent && !away.contains(host)) {
                    apart.computeIfAbsent(host, _ -> new TreeSet<>()).add(node.host());
                }
                peer.state()
                        .filter(state -> !state.equals(IN_CLUSTER))
                        .ifPresent(state -> states.computeIfAbsent(host + " is '" + state + "'", _ -> new TreeSet<>())
                                .add(node.host()));
            }
        }
        List<Trouble> troubles = new ArrayList<>();
        apart.forEach((host, by) -> troubles.add(new Trouble(
                Level.WARNING,
                host + " is not connected, as " + String.join(", ", by) + " sees it, but others reach it",
                "line, firewall (24007) and name of " + host + " on " + String.join(", ", by)
                        + "; if they are well: systemctl restart glusterd there")));
        states.forEach((words, by) -> troubles.add(new Trouble(
                Level.WARNING,
                words + ", as " + String.join(", ", by) + " sees it: its volume files differ from the others'",
                "gluster peer status; see /var/log/glusterfs/glusterd.log there")));
        return troubles;
    }

    /** Nodes of the stack file that the cluster does not know. */
    private static List<Trouble> strangers(Cluster cluster) {
        Set<String> members = members(cluster);
        List<String> missing = Machines.nodes(cluster.health().stack()).stream()
                .filter(host -> !members.contains(host))
                .toList();
        // Somebody could have another name for it: then the number is right.
        if (missing.isEmpty() || members.size() >= cluster.expected().nodes().size()) {
            return List.of();
        }
        return List.of(new Trouble(
                Level.WARNING,
                String.join(", ", missing) + " is not in the cluster, which has " + members.size() + " nodes of "
                        + cluster.expected().nodes().size(),
                "gluster peer probe " + missing.getFirst() + ", or mend gluster.nodes in the stack file"));
    }
}
