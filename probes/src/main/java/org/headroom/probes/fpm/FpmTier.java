package org.headroom.probes.fpm;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.headroom.probes.fetch.StatusPage;
import org.headroom.probes.health.HealthRule;
import org.headroom.probes.sampling.Probe;
import org.headroom.probes.tier.Tier;
import org.headroom.probes.tier.Wiring;
import org.headroom.scenarios.stack.FpmPool;
import org.headroom.scenarios.stack.Origin;

/** PHP-FPM on every origin: its pools' status pages, and beside a load only those; its children and sockets on the host. */
public final class FpmTier implements Tier {
    @Override
    public String name() {
        return "fpm";
    }

    @Override
    public List<Probe> probes(Wiring wiring) {
        List<Probe> probes = new ArrayList<>();
        for (Origin origin : wiring.stack().origins()) {
            for (FpmPool pool : origin.fpm()) {
                FpmStatusProbe.of(
                                origin.name(),
                                pool.pool(),
                                PoolPage.of(origin, pool),
                                wiring.client(),
                                wiring.clock(),
                                wiring.purpose() != Wiring.Purpose.LOAD)
                        .ifPresent(probes::add);
            }
            if (!origin.fpm().isEmpty() && wiring.purpose() != Wiring.Purpose.LOAD) {
                origin.fpm().forEach(pool -> probes.addAll(pages(wiring, origin.name() + "/" + pool.pool(), pool)));
                wiring.hosts()
                        .of(origin.name())
                        .ifPresent(host -> probes.add(new FpmHostProbe(origin.name(), host, wiring.clock())));
            }
        }
        return probes;
    }

    private static List<Probe> pages(Wiring wiring, String host, FpmPool pool) {
        List<Probe> probes = new ArrayList<>();
        pool.pingUrl().ifPresent(url -> probes.add(PoolPageProbe.ping(host, patient(wiring, url), wiring.clock())));
        pool.opcacheUrl()
                .ifPresent(url -> probes.add(PoolPageProbe.opcache(host, patient(wiring, url), wiring.clock())));
        return probes;
    }

    private static StatusPage patient(Wiring wiring, URI url) {
        return new PatientPage(wiring.client().http(url), System::nanoTime);
    }

    @Override
    public List<HealthRule> rules() {
        return List.of(
                new RunningRule(),
                new ChildrenRule(),
                new RatesRule(),
                new RequestsRule(),
                new MemoryRule(),
                new PingRule(),
                new OpcacheRule());
    }
}
