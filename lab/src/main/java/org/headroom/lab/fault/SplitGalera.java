package org.headroom.lab.fault;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.headroom.lab.daemon.Galera;
import org.headroom.lab.plan.HostPlan;
import org.headroom.lab.plan.Part;
import org.headroom.lab.plan.StackPlan;
import org.headroom.lab.process.Command;
import org.headroom.lab.process.LabException;

/**
 * Two clusters where there was one, and both accept writes: the named node is cut off from the others, loses its quorum,
 * and is then made primary by hand, as people do who want their site back. The others have kept their quorum. Mended by
 * throwing away what the named node has written since.
 */
record SplitGalera() implements Fault {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String TABLE = GaleraMending.DATABASE + ".written";

    @Override
    public List<HostPlan> where(StackPlan plan) {
        return plan.hasGalera() ? plan.with(Part.DATABASE).reversed() : List.of();
    }

    @Override
    public String inject(Scene scene, HostPlan host) {
        GaleraCluster cluster = new GaleraCluster(scene);
        String lacking = cluster.lacking();
        if (!lacking.isEmpty()) {
            throw new LabException("only a whole cluster can be split", lacking, "headroom lab fault clear first");
        }
        HostPlan other = cluster.others(host).getFirst();
        cluster.galera(other).execute("""
                        CREATE DATABASE IF NOT EXISTS %1$s;
                        CREATE OR REPLACE TABLE %2$s (id INT PRIMARY KEY, side VARCHAR(40)) ENGINE = InnoDB;
                        """.formatted(GaleraMending.DATABASE, TABLE));
        cluster.deadline(PATIENCE).require("table of ours everywhere", () -> {
            Command.Result result = cluster.galera(host).query("SELECT COUNT(*) FROM " + TABLE + ";\n");
            return result.good() ? "" : result.output();
        });
        new GaleraPartition(cluster.host(host))
                .cut(cluster.others(host).stream().map(cluster::host).toList());
        cluster.awaitNonPrimary(host);
        cluster.bootstrapAlive(host);
        cluster.deadline()
                .require(
                        "majority without " + host.name(),
                        () -> cluster.galera(other).lacking().orElse("").isEmpty()
                                        && cluster.size(other)
                                                == cluster.nodes().size() - 1
                                ? ""
                                : cluster.words(other));
        List.of(host, other)
                .forEach(side -> cluster.galera(side)
                        .execute("INSERT INTO %s VALUES (1, 'written on %s');\n".formatted(TABLE, side.name())));
        return cluster.words() + "\n" + written(cluster, host) + "\n" + written(cluster, other);
    }

    private static String written(GaleraCluster cluster, HostPlan node) {
        return node.name() + ": " + TABLE + " has "
                + cluster.galera(node)
                        .query("SELECT id, side FROM " + TABLE + ";\n")
                        .output();
    }

    @Override
    public String clear(Scene scene, HostPlan host) {
        String whole = new GaleraMending(scene).mend();
        GaleraCluster cluster = new GaleraCluster(scene);
        String tables = tables(cluster.galera(cluster.nodes().getFirst()), scene.plan());
        // Not at one moment: what WordPress writes meanwhile may differ for as long.
        cluster.deadline(PATIENCE).require("same data on all nodes", () -> {
            Map<String, List<HostPlan>> sums = cluster.nodes().stream()
                    .collect(Collectors.groupingBy(
                            node -> sums(cluster.galera(node), tables), TreeMap::new, Collectors.toList()));
            return sums.size() == 1 ? "" : "checksums differ: " + sums;
        });
        return whole + "\nCHECKSUM TABLE: " + tables.split(",", -1).length
                + " tables of the sites are the same on all nodes";
    }

    private static String tables(Galera galera, StackPlan plan) {
        String databases = plan.sites().stream()
                .map(site -> site.prepared().database())
                .map(name -> "'" + name + "'")
                .collect(Collectors.joining(", "));
        return galera.execute("""
                        SELECT CONCAT('`', table_schema, '`.`', table_name, '`') FROM information_schema.tables
                        WHERE table_schema IN (%s) AND table_type = 'BASE TABLE' ORDER BY 1;
                        """.formatted(databases)).lines().collect(Collectors.joining(","));
    }

    // First it applies all that the others have committed.
    private static String sums(Galera galera, String tables) {
        return galera.execute("SET SESSION wsrep_sync_wait = 1; CHECKSUM TABLE " + tables + ";\n");
    }
}
