package org.headroom.probes.watched;

import java.util.List;
import org.headroom.probes.apache.ApacheTier;
import org.headroom.probes.fpm.FpmTier;
import org.headroom.probes.galera.GaleraTier;
import org.headroom.probes.gluster.GlusterTier;
import org.headroom.probes.machine.HostTier;
import org.headroom.probes.namespace.NamespaceTier;
import org.headroom.probes.nginx.NginxTier;
import org.headroom.probes.tier.Tier;

/** Every tier that there is, from the visitor down. */
public final class Tiers {
    private Tiers() {}

    /** All of them, from what visitors meet first to what everything stands on. */
    public static List<Tier> all() {
        return List.of(
                new NginxTier(),
                new ApacheTier(),
                new FpmTier(),
                new GaleraTier(),
                new GlusterTier(),
                new NamespaceTier(),
                new HostTier());
    }
}
