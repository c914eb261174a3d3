package org.headroom.probes.gluster;

import java.util.Optional;
import org.headroom.probes.health.Health;
import org.headroom.probes.health.Observations;
import org.headroom.probes.health.Past;
import org.jspecify.annotations.Nullable;

/** Puts the cluster of a look together once for all rules: it is most of their work. */
final class LastCluster {
    private @Nullable Observations of;
    private Past past = Past.NONE;
    private Optional<Cluster> cluster = Optional.empty();

    synchronized Optional<Cluster> of(Health health) {
        if (of != health.now() || !health.past().equals(past)) {
            cluster = Cluster.of(health);
            of = health.now();
            past = health.past();
        }
        return cluster;
    }
}
