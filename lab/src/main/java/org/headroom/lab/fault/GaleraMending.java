package org.headroom.lab.fault;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.headroom.lab.daemon.Galera;
import org.headroom.lab.daemon.Service;
import org.headroom.lab.host.LabHost;
import org.headroom.lab.plan.HostPlan;
import org.headroom.lab.process.LabException;
import org.headroom.lab.process.Waiting;
import org.headroom.lab.up.Together;

/**
 * Makes a database cluster whole again, whichever fault, or part of one, has hit it. What a node holds is only thrown away
 * where two halves have both gone on, or where a node does not come back with it.
 */
final class GaleraMending {
    /** A database of ours, for what faults write. */
    static final String DATABASE = "headroom_fault";

    private static final Duration BY_THEMSELVES = Duration.ofSeconds(40);
    private static final Duration LAST = Duration.ofSeconds(60);

    // Prints where InnoDB stands. A node that was caught while it took over another's state stands nowhere.
    private static final String RECOVER = """
            cd /var/lib/mysql
            [ ! -e sst_in_progress ] || exit 0
            mkdir -p /run/mysqld
            chown mysql:mysql /run/mysqld
            timeout 50 mariadbd --user=mysql --wsrep-recover --skip-networking 2>&1
            """;
    private static final String FORGET = "cd /var/lib/mysql && rm -f grastate.dat gvwstate.dat galera.cache";
    private static final String MARK_FIRST = """
            cd /var/lib/mysql
            rm -f gvwstate.dat
            [ ! -e grastate.dat ] || sed -i 's/^safe_to_bootstrap:.*/safe_to_bootstrap: 1/' grastate.dat
            """;

    private final GaleraCluster cluster;
    private final Scene scene;

    GaleraMending(Scene scene) {
        this.scene = scene;
        this.cluster = new GaleraCluster(scene);
    }

    /** Returns what wsrep status says when all of it is well. */
    String mend() {
        List<HostPlan> nodes = cluster.nodes();
        nodes.forEach(node -> cluster.daemon(node).pid().ifPresent(Signals::resume));
        if (!scene.plan().hasGalera()) {
            return mendLone(nodes.getFirst());
        }
        nodes.forEach(this::endSplit);
        try {
            revive();
        } catch (LabException e) {
            // Such as a quorum that was lost on the way.
            scene.progress().accept("fault clear: once more, since " + e.getMessage());
            revive();
        }
        if (!Waiting.until(BY_THEMSELVES, () -> cluster.lacking().isEmpty())) {
            restartOutsiders();
        }
        cluster.deadline(LAST).require("whole cluster", cluster::lacking);
        dropOurs();
        return cluster.words();
    }

    private String mendLone(HostPlan node) {
        if (!cluster.alive(node)) {
            start(node);
        }
        return cluster.service(node)
                .lacking()
                .apply(cluster.host(node))
                .orElse("mariadb-admin ping: mariadbd is alive");
    }

    // The smaller half's state goes: it must have ended before the halves see each other again, or both abort.
    private void endSplit(HostPlan node) {
        GaleraPartition partition = new GaleraPartition(cluster.host(node));
        if (partition.exists()) {
            tell(node, "its half of the split cluster is thrown away");
            cluster.daemon(node).kill();
            forget(node);
            partition.heal();
        }
    }

    private void revive() {
        settle();
        if (cluster.speaker(cluster.nodes()).isEmpty()) {
            bootstrap();
        }
        Together.each(
                cluster.nodes().stream().filter(node -> !cluster.alive(node)).toList(), this::join);
    }

    // Until a death is noticed, a node that will have lost its quorum by it still calls itself primary.
    private void settle() {
        boolean settled = Waiting.until(BY_THEMSELVES, () -> {
            long alive = cluster.nodes().stream().filter(cluster::alive).count();
            return cluster.speaker(cluster.nodes())
                    .filter(speaker -> cluster.size(speaker) > alive)
                    .isEmpty();
        });
        if (!settled) {
            scene.progress().accept("fault clear: the cluster counts nodes that have ended:\n" + cluster.words());
        }
    }

    private void bootstrap() {
        Map<HostPlan, GaleraPosition> positions = new ConcurrentHashMap<>();
        Together.each(cluster.nodes(), node -> positions.put(node, position(node)));
        // Of two that have come equally far, one that lives.
        HostPlan best = cluster.nodes().stream()
                .max(Comparator.comparingLong((HostPlan node) -> seqno(positions, node))
                        .thenComparing(cluster::alive))
                .orElseThrow();
        tell(best, "has come furthest (" + positions.get(best) + ") and begins the cluster anew");
        if (cluster.alive(best)) {
            cluster.bootstrapAlive(best);
            return;
        }
        // Those without quorum have nothing that it lacks, and would each wait for something else.
        cluster.nodes().forEach(node -> cluster.daemon(node).kill());
        cluster.host(best).shell(MARK_FIRST).require("see /var/lib/mysql on " + best.name());
        Service service = cluster.service(best).with("--wsrep-new-cluster");
        GaleraPosition position = positions.getOrDefault(best, GaleraPosition.UNKNOWN);
        // Without it, the cluster would forget its state_uuid and begin to count anew.
        scene.hosts()
                .bringUp(
                        best,
                        position.seqno() < 0
                                ? service
                                : service.with("--wsrep-start-position=" + position.uuid() + ":" + position.seqno()));
    }

    private static long seqno(Map<HostPlan, GaleraPosition> positions, HostPlan node) {
        return positions.getOrDefault(node, GaleraPosition.UNKNOWN).seqno();
    }

    private GaleraPosition position(HostPlan node) {
        LabHost host = cluster.host(node);
        if (cluster.alive(node)) {
            Map<String, String> status = new Galera(host).status();
            String seqno = status.getOrDefault("wsrep_last_committed", "");
            if (seqno.matches("\\d{1,18}")) {
                return new GaleraPosition(status.getOrDefault("wsrep_cluster_state_uuid", ""), Long.parseLong(seqno));
            }
            // One that lives and does not answer cannot lead; its files can be asked when it has ended.
            cluster.daemon(node).kill();
        }
        return GaleraPosition.recovered(host.shell(RECOVER).run().output()).orElse(GaleraPosition.UNKNOWN);
    }

    private void join(HostPlan node) {
        try {
            start(node);
        } catch (LabException e) {
            if (cluster.speaker(cluster.others(node)).isEmpty()) {
                throw e;
            }
            tell(node, "does not come back with what it holds, and takes over another node's state");
            cluster.daemon(node).kill();
            forget(node);
            start(node);
        }
    }

    private void start(HostPlan node) {
        // What a state transfer has left behind would be in the way.
        cluster.daemon(node).kill();
        scene.hosts().bringUp(node, cluster.service(node));
    }

    private void forget(HostPlan node) {
        cluster.host(node).shell(FORGET).require("see /var/lib/mysql on " + node.name());
    }

    private void restartOutsiders() {
        Optional<HostPlan> speaker = cluster.speaker(cluster.nodes());
        List<HostPlan> outsiders = cluster.nodes().stream()
                .filter(node -> speaker.filter(node::equals).isEmpty())
                .filter(node ->
                        !cluster.primary(node) || cluster.galera(node).lacking().isPresent())
                .toList();
        Together.each(outsiders, node -> {
            tell(node, "does not rejoin by itself and is restarted");
            cluster.daemon(node).kill();
            join(node);
        });
    }

    private void dropOurs() {
        cluster.galera(cluster.nodes().getFirst()).execute("DROP DATABASE IF EXISTS " + DATABASE + ";\n");
    }

    private void tell(HostPlan node, String what) {
        Consumer<String> progress = scene.progress();
        progress.accept("fault clear: " + node.name() + " " + what);
    }
}
