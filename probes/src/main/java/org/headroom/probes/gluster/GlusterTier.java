package org.headroom.probes.gluster;

import java.util.List;
import org.headroom.probes.health.HealthRule;
import org.headroom.probes.sampling.Probe;
import org.headroom.probes.tier.Tier;
import org.headroom.probes.tier.Wiring;

/** The gluster tier. */
public final class GlusterTier implements Tier {
    @Override
    public String name() {
        return "gluster";
    }

    @Override
    public List<Probe> probes(Wiring wiring) {
        return List.of();
    }

    @Override
    public List<HealthRule> rules() {
        return List.of();
    }
}
