package org.headroom.probes.watched;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.headroom.probes.apache.ApacheStatusProbe;
import org.headroom.probes.fetch.FastCgiAddress;
import org.headroom.probes.fetch.StatusClient;
import org.headroom.probes.fpm.FpmStatusProbe;
import org.headroom.probes.fpm.PoolPage;
import org.headroom.probes.sampling.Probe;

/** The probes of a stack, and the clients that they share: close it after the sampler. */
public final class StackProbes implements AutoCloseable {
    private static final String DEFAULT_STATUS_PATH = "/fpm-status";

    private final StatusClient client = new StatusClient();
    private final Clock clock;
    private final List<Probe> probes = new ArrayList<>();

    /**
     * Builds a probe for every target.
     *
     * @throws IllegalArgumentException if a pool names neither a listen address nor a URL, or one that is none
     */
    public StackProbes(List<ApacheTarget> apaches, List<FpmTarget> pools, Clock clock) {
        this.clock = clock;
        apaches.forEach(apache -> probes.add(apacheProbe(apache)));
        pools.forEach(pool -> probes.add(fpmProbe(pool)));
    }

    /** All of them. */
    public List<Probe> probes() {
        return List.copyOf(probes);
    }

    @Override
    public void close() {
        client.close();
    }

    private Probe apacheProbe(ApacheTarget target) {
        return new ApacheStatusProbe(target.host(), client.http(target.statusUrl()), clock, System::nanoTime);
    }

    private Probe fpmProbe(FpmTarget target) {
        PoolPage ways = new PoolPage(
                target.statusUrl(),
                target.listen().map(FastCgiAddress::parse),
                target.statusPath().orElse(DEFAULT_STATUS_PATH),
                target.statusListen().map(FastCgiAddress::parse));
        return FpmStatusProbe.of(target.host(), target.pool(), ways, client, clock, false)
                .orElseThrow(() -> new IllegalArgumentException(
                        "pool " + target.pool() + " of " + target.host() + " has neither a listen address nor a URL"));
    }
}
