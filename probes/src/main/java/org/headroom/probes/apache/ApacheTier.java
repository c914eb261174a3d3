package org.headroom.probes.apache;

import java.util.ArrayList;
import java.util.List;
import org.headroom.probes.health.HealthRule;
import org.headroom.probes.sampling.Probe;
import org.headroom.probes.tier.Tier;
import org.headroom.probes.tier.Wiring;
import org.headroom.scenarios.stack.Origin;

/** Apache on every origin: its status page, and beside a load only that; its processes and configuration on the host. */
public final class ApacheTier implements Tier {
    @Override
    public String name() {
        return "apache";
    }

    @Override
    public List<Probe> probes(Wiring wiring) {
        List<Probe> probes = new ArrayList<>();
        for (Origin origin : wiring.stack().origins()) {
            origin.apacheStatusUrl().ifPresent(url -> {
                probes.add(new ApacheStatusProbe(
                        origin.name(), wiring.client().http(url), wiring.clock(), System::nanoTime));
                if (wiring.purpose() != Wiring.Purpose.LOAD) {
                    wiring.hosts()
                            .of(origin.name())
                            .ifPresent(host -> probes.add(new ApacheHostProbe(origin.name(), host, wiring.clock())));
                }
            });
        }
        return probes;
    }

    @Override
    public List<HealthRule> rules() {
        return List.of(new AnswersRule(), new BusyRule(), new StoppingRule(), new ModulesRule(), new SetupRule());
    }
}
