package org.headroom.lab.fault;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.headroom.lab.plan.HostPlan;
import org.headroom.lab.plan.Part;
import org.headroom.lab.plan.StackPlan;
import org.headroom.lab.up.Together;

/**
 * Kills every database node but one. The one that is left lives, is connected to nobody, and refuses every statement; it
 * is by default that of the first origin, where WordPress shows it.
 */
record LoseQuorum() implements Fault {
    @Override
    public List<HostPlan> where(StackPlan plan) {
        List<HostPlan> nodes = plan.hasGalera() ? plan.with(Part.DATABASE) : List.of();
        return Stream.concat(
                        nodes.stream().filter(node -> node.has(Part.FPM)),
                        nodes.stream().filter(node -> !node.has(Part.FPM)))
                .toList();
    }

    @Override
    public String inject(Scene scene, HostPlan host) {
        GaleraCluster cluster = new GaleraCluster(scene);
        cluster.requireAlive(host);
        Together.each(cluster.others(host), other -> cluster.daemon(other).kill());
        cluster.awaitNonPrimary(host);
        String refusal = cluster.galera(host)
                .query("SELECT COUNT(*) FROM mysql.user;\n")
                .output()
                .lines()
                .filter(line -> line.startsWith("ERROR"))
                .collect(Collectors.joining("; "));
        return cluster.words() + "\n" + host.name() + " on SELECT: " + refusal;
    }

    @Override
    public String clear(Scene scene, HostPlan host) {
        return new GaleraMending(scene).mend();
    }
}
