package org.headroom.probes.apache;

import java.util.List;
import org.headroom.probes.health.HealthRule;
import org.headroom.probes.sampling.Probe;
import org.headroom.probes.tier.Tier;
import org.headroom.probes.tier.Wiring;

/** The apache tier. */
public final class ApacheTier implements Tier {
    @Override
    public String name() {
        return "apache";
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
