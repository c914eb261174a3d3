package org.headroom.probes.gluster;

import java.util.List;
import org.headroom.probes.health.HealthRule;
import org.headroom.probes.health.Verdict;

/** Judges something of the file cluster. Pure. */
@FunctionalInterface
interface ClusterRule {
    List<Verdict> judge(Cluster cluster);

    /** As rules are everywhere: nothing to say where there is no file cluster. */
    default HealthRule by(LastCluster clusters) {
        return health -> clusters.of(health).map(this::judge).orElse(List.of());
    }

    /** "1 entry", "2 entries". */
    static String count(double number, String one, String several) {
        return (long) number + " " + (number == 1 ? one : several);
    }
}
