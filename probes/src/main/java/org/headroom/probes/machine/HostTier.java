package org.headroom.probes.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.headroom.probes.health.HealthRule;
import org.headroom.probes.hosts.HostSource;
import org.headroom.probes.sampling.Probe;
import org.headroom.probes.tier.Tier;
import org.headroom.probes.tier.Wiring;
import org.headroom.scenarios.stack.Machine;
import org.headroom.scenarios.stack.Origin;

/**
 * The host tier: what every machine of the stack has left, and how far they are from each other; beside a load, what origins'
 * daemons take at work.
 */
public final class HostTier implements Tier {
    @Override
    public String name() {
        return HostProbe.NAME;
    }

    @Override
    public List<Probe> probes(Wiring wiring) {
        Peers peers = new Peers(wiring.stack());
        boolean light = wiring.purpose() == Wiring.Purpose.LOAD;
        List<Probe> probes = new ArrayList<>();
        for (Machine machine : wiring.stack().machines()) {
            Optional<HostSource> source = wiring.hosts().of(machine.name());
            source.ifPresent(one -> probes.add(new HostProbe(one, peers.of(machine), light, wiring.clock())));
        }
        if (light) {
            for (Origin origin : wiring.stack().origins()) {
                Optional<HostSource> source = wiring.hosts().of(origin.name());
                source.ifPresent(one -> probes.add(new WorkProbe(origin.name(), one, wiring.clock())));
            }
        }
        return List.copyOf(probes);
    }

    @Override
    public List<HealthRule> rules() {
        return List.of(
                new ReachableRule(),
                new MemoryRule(),
                new BudgetRule(),
                new KillsRule(),
                new DiskRule(),
                new LoadRule(),
                new PressureRule(),
                new ClockRule(),
                new RoundTripRule());
    }
}
