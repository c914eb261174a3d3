package org.headroom.probes.gluster;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.headroom.probes.health.Health;
import org.headroom.probes.health.Observations;
import org.headroom.scenarios.stack.Gluster;
import org.headroom.scenarios.stack.Machine;

/**
 * The file cluster as a whole, put together from what every host sees of it.
 *
 * @param nodes those that were looked at
 * @param volumes the stack file's, as far as a node knows them
 * @param mounts where hosts have them
 */
record Cluster(Health health, Gluster expected, List<Node> nodes, List<Volume> volumes, List<Mount> mounts) {
    /** What is known now; empty if the stack has no file cluster. */
    static Optional<Cluster> of(Health health) {
        return health.stack().gluster().map(gluster -> read(health, gluster));
    }

    private static Cluster read(Health health, Gluster gluster) {
        Observations now = health.now();
        List<Node> nodes = Machines.nodes(health.stack()).stream()
                .flatMap(host -> Node.of(now, host).stream())
                .toList();
        List<Mount> mounts = gluster.volumes().stream()
                .filter(volume -> volume.mount().isPresent())
                .flatMap(volume -> health.stack().machines().stream()
                        .map(Machine::name)
                        .flatMap(host -> Mount.of(
                                now, host, volume.name(), volume.mount().get().toString())
                                .stream()))
                .toList();
        VolumeReader reader = new VolumeReader(health, nodes, mounts);
        List<Volume> volumes = gluster.volumes().stream()
                .flatMap(volume -> reader.volume(volume.name()).stream())
                .toList();
        return new Cluster(health, gluster, nodes, volumes, mounts);
    }

    Optional<Volume> volume(String name) {
        return volumes.stream().filter(one -> one.name().equals(name)).findFirst();
    }

    List<Mount> mounts(Volume volume) {
        return mounts.stream().filter(one -> one.volume().equals(volume.name())).toList();
    }

    /** Nodes that could be asked. */
    List<Node> seen() {
        return nodes.stream().filter(node -> node.uuid().isPresent()).toList();
    }

    /** Hosts that no node reaches, by the stack file's names where it has them. */
    Set<String> away() {
        Set<String> away = new LinkedHashSet<>();
        Set<String> here = new LinkedHashSet<>();
        for (Node node : seen()) {
            here.add(node.host());
            for (Node.Peer peer : node.peers()) {
                (refused(peer) ? here : away).add(hostOf(peer));
            }
        }
        away.removeAll(here);
        return away;
    }

    // Whoever refuses a connection is there.
    private static boolean refused(Node.Peer peer) {
        return peer.unreachable().map(why -> why.contains("refused")).orElse(true);
    }

    /** The stack file's name of a peer's host. */
    String hostOf(Node.Peer peer) {
        return hostOf(peer.uuid(), peer.name());
    }

    private String hostOf(String uuid, String name) {
        return hostOf(health, nodes, uuid, name);
    }

    static String hostOf(Health health, List<Node> nodes, String uuid, String name) {
        return nodes.stream()
                .filter(node -> node.uuid().filter(uuid::equals).isPresent())
                .findFirst()
                .map(Node::host)
                .orElseGet(() -> Machines.name(health.stack(), name));
    }

    /** Whether a volume stands still or fails for a reason that its bricks' verdict tells. */
    boolean explained(String volume) {
        return volume(volume).map(one -> one.lost() > 0 || !one.started()).orElse(false);
    }
}
