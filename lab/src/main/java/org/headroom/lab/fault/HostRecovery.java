package org.headroom.lab.fault;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.headroom.lab.daemon.Galera;
import org.headroom.lab.daemon.Service;
import org.headroom.lab.daemon.Services;
import org.headroom.lab.host.LabHost;
import org.headroom.lab.host.Network;
import org.headroom.lab.plan.HostPlan;
import org.headroom.lab.plan.Part;
import org.headroom.lab.plan.StackPlan;
import org.headroom.lab.up.Volumes;

/**
 * Waits until all that depended on a host is good again. What another fault holds down (a daemon that was killed, a peer
 * that is cut off) is not waited for: that fault's own end sees to it.
 */
final class HostRecovery {
    private final StackPlan plan;
    private final Scene scene;
    private final HostPlan planned;
    private final LabHost host;
    private final Network network;

    HostRecovery(Scene scene, HostPlan host) {
        this.plan = scene.plan();
        this.scene = scene;
        this.planned = host;
        this.host = scene.host(host);
        this.network = new Network(plan.net());
    }

    /** What the daemons' own tools say of it. */
    String await() {
        List<String> words = new ArrayList<>();
        Symptom.await(host, "every daemon serves", this::silent, Optional::isEmpty);
        words.add("serving: " + String.join(", ", alive().map(Service::role).toList()));
        if (planned.has(Part.DATABASE) && plan.hasGalera() && lives(Services.MARIADB)) {
            Map<String, String> status = new Galera(host).status();
            words.add("wsrep: " + status.get("wsrep_cluster_status") + ", " + status.get("wsrep_local_state_comment")
                    + ", size " + status.get("wsrep_cluster_size"));
        }
        if (planned.has(Part.BRICKS) && lives(Services.GLUSTERD)) {
            words.add("gluster pool list: "
                    + Symptom.await(
                                    host,
                                    "all peers connected",
                                    this::peers,
                                    peers -> peers.awaited().isEmpty())
                            .connected()
                    + " connected");
            for (String volume : plan.layout().volumes()) {
                words.add("gluster volume heal " + volume + " info: "
                        + Symptom.await(host, "nothing to heal on " + volume, () -> toHeal(volume), left -> left == 0)
                        + " entries");
            }
        }
        if (plan.hasGluster()) {
            words.add("mounts answer on " + mounts());
        }
        return String.join("\n", words);
    }

    private Stream<Service> alive() {
        return scene.hosts().services().of(planned).stream().filter(service -> lives(service.role()));
    }

    private boolean lives(String role) {
        return host.daemon(role).pid().isPresent();
    }

    private Optional<String> silent() {
        return alive().flatMap(service ->
                        service.lacking().apply(host).map(lacking -> service.role() + ": " + lacking).stream())
                .findFirst();
    }

    /**
     * Other nodes as this one sees them.
     *
     * @param awaited those that are not connected, although their line is
     */
    record Peers(long connected, List<String> awaited) {}

    private Peers peers() {
        List<String> reachable = plan.with(Part.BRICKS).stream()
                .filter(node -> network.connected(node.name()))
                .flatMap(node -> Stream.of(node.name(), plan.address(node)))
                .toList();
        return peers(
                host.command("gluster", "--mode=script", "pool", "list").run().output(), reachable);
    }

    /** Takes {@code gluster pool list}, and the names of the nodes that can be reached. */
    static Peers peers(String poolList, List<String> reachable) {
        List<String[]> rows = poolList.lines()
                .skip(1)
                .map(line -> line.strip().split("\\s+", 3))
                .filter(words -> words.length == 3 && !words[1].equals("localhost"))
                .toList();
        List<String> awaited = rows.stream()
                .filter(row -> !row[2].equals("Connected") && reachable.contains(row[1]))
                .map(row -> row[1])
                .toList();
        return new Peers(rows.stream().filter(row -> row[2].equals("Connected")).count(), awaited);
    }

    // An answer that cannot be read is no end of healing.
    private int toHeal(String volume) {
        try {
            return GlusterVolume.of(scene, volume).toHeal();
        } catch (IOException _) {
            return Integer.MAX_VALUE;
        }
    }

    private String mounts() {
        List<String> names = new ArrayList<>();
        for (HostPlan one : plan.with(Part.MOUNTS)) {
            if (network.connected(one.name())) {
                new Volumes(plan, scene.hosts()).mountAll(scene.host(one));
                names.add(one.name());
            }
        }
        return String.join(", ", names);
    }
}
