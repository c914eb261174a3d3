package org.headroom.lab.fault;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.headroom.lab.daemon.Galera;
import org.headroom.lab.daemon.Service;
import org.headroom.lab.daemon.Services;
import org.headroom.lab.host.LabHost;
import org.headroom.lab.plan.HostPlan;
import org.headroom.lab.plan.Part;
import org.headroom.lab.process.DaemonProcess;
import org.headroom.lab.process.LabException;

/** The database nodes of a stack: what they say of their cluster. */
final class GaleraCluster {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Scene scene;
    private final List<HostPlan> nodes;

    GaleraCluster(Scene scene) {
        this.scene = scene;
        this.nodes = scene.plan().with(Part.DATABASE);
    }

    List<HostPlan> nodes() {
        return nodes;
    }

    /** All but that one. */
    List<HostPlan> others(HostPlan node) {
        return nodes.stream().filter(one -> !one.equals(node)).toList();
    }

    LabHost host(HostPlan node) {
        return scene.host(node);
    }

    Galera galera(HostPlan node) {
        return new Galera(scene.host(node));
    }

    DaemonProcess daemon(HostPlan node) {
        return scene.host(node).daemon(Services.MARIADB);
    }

    Service service(HostPlan node) {
        return scene.hosts().service(node, Services.MARIADB);
    }

    boolean alive(HostPlan node) {
        return daemon(node).pid().isPresent();
    }

    void requireAlive(HostPlan node) {
        if (!alive(node)) {
            throw new LabException("mariadbd does not run", "host " + node.name(), "headroom lab fault clear first");
        }
    }

    boolean primary(HostPlan node) {
        return alive(node)
                && galera(node)
                        .status()
                        .getOrDefault("wsrep_cluster_status", "")
                        .equals("Primary");
    }

    /** How many nodes it sees, itself included; none when it does not answer. */
    int size(HostPlan node) {
        return Integer.parseInt(galera(node).status().getOrDefault("wsrep_cluster_size", "0"));
    }

    /** The first of these that answers as a member of the primary component. */
    Optional<HostPlan> speaker(List<HostPlan> among) {
        return among.stream().filter(this::primary).findFirst();
    }

    /** Empty when all nodes are synced members of one component. */
    String lacking() {
        List<String> states = nodes.stream().map(this::identity).distinct().toList();
        boolean synced = nodes.stream()
                .allMatch(node -> alive(node) && galera(node).lacking().isEmpty());
        return synced && states.size() == 1 && size(nodes.getFirst()) == nodes.size() ? "" : words();
    }

    // Two halves may each call themselves primary, with one state_uuid, and count their views alike: then sizes differ
    // from what they should be.
    private String identity(HostPlan node) {
        Map<String, String> status = galera(node).status();
        return Stream.of("wsrep_cluster_state_uuid", "wsrep_cluster_conf_id", "wsrep_cluster_size")
                .map(name -> status.getOrDefault(name, "unknown"))
                .collect(Collectors.joining(" "));
    }

    /** What wsrep status says on each node, a line each. */
    String words() {
        return nodes.stream().map(this::words).collect(Collectors.joining("\n"));
    }

    String words(HostPlan node) {
        if (!alive(node)) {
            return node.name() + ": mariadbd has ended";
        }
        Map<String, String> status = galera(node).status();
        if (status.isEmpty()) {
            return node.name() + ": mariadbd does not answer";
        }
        return "%s: wsrep_cluster_status %s, state %s, size %s, ready %s, conf_id %s, state_uuid %s"
                .formatted(
                        node.name(),
                        status.get("wsrep_cluster_status"),
                        status.get("wsrep_local_state_comment"),
                        status.get("wsrep_cluster_size"),
                        status.get("wsrep_ready"),
                        status.get("wsrep_cluster_conf_id"),
                        status.get("wsrep_cluster_state_uuid"));
    }

    /** Waits until one node sees fewer than before, or is no longer primary. */
    void awaitLoss(HostPlan observer, int sizeBefore) {
        deadline()
                .require(
                        "smaller cluster",
                        () -> size(observer) < sizeBefore || !primary(observer) ? "" : words(observer));
    }

    void awaitNonPrimary(HostPlan node) {
        deadline().require("loss of quorum", () -> {
            String component = galera(node).status().getOrDefault("wsrep_cluster_status", "Primary");
            return component.equals("Primary") ? words(node) : "";
        });
    }

    /** Makes a component that has no quorum the primary one, whatever others do, and waits until it serves. */
    void bootstrapAlive(HostPlan node) {
        // From MariaDB 11.4 on, Galera's options are variables of their own, and the old way is refused.
        if (!galera(node)
                .query("SET GLOBAL wsrep_provider_pc_bootstrap = ON;\n")
                .good()) {
            galera(node).execute("SET GLOBAL wsrep_provider_options = 'pc.bootstrap=YES';\n");
        }
        deadline().require("primary component", () -> galera(node).lacking().orElse(""));
    }

    Deadline deadline() {
        return deadline(PATIENCE);
    }

    Deadline deadline(Duration patience) {
        return new Deadline(
                patience,
                "/var/log/mariadb.log on " + nodes.stream().map(HostPlan::name).collect(Collectors.joining(", ")),
                "headroom lab fault clear mends the cluster, headroom lab up starts anew");
    }
}
