package org.headroom.probes.namespace;

import java.util.ArrayList;
import java.util.List;
import org.headroom.probes.health.Health;
import org.headroom.probes.health.HealthRule;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Verdict;

/** An odd number of members by the stack file. Of Galera only where nobody asks it: its own votes say it better. */
final class OddRule implements HealthRule {
    private static final String GALERA = "galera";

    @Override
    public List<Verdict> judge(Health health) {
        List<Verdict> verdicts = new ArrayList<>();
        if (health.now().hosts(NamespaceProbe.NAME).isEmpty()) {
            return verdicts;
        }
        health.stack()
                .gluster()
                .filter(gluster -> gluster.nodes().size() > 1)
                .ifPresent(gluster ->
                        verdicts.add(verdict("gluster", gluster.nodes().size())));
        health.stack()
                .galera()
                .filter(galera -> galera.expectedSize() > 1)
                .filter(_ -> health.now().hosts(GALERA).isEmpty())
                .ifPresent(galera -> verdicts.add(verdict(GALERA, galera.expectedSize())));
        return verdicts;
    }

    private static Verdict verdict(String cluster, int members) {
        return members % 2 == 1
                ? Verdict.ok(NamespaceProbe.NAME, cluster, "odd", "%s has %d members".formatted(cluster, members))
                : Verdict.of(
                        NamespaceProbe.NAME,
                        cluster,
                        "odd",
                        Level.WARNING,
                        "%s has %d members by the stack file, an even number: a cluster cut in halves has no majority"
                                .formatted(cluster, members),
                        "add a member, or an arbiter that only votes (garbd for Galera, an arbiter brick for Gluster)");
    }
}
