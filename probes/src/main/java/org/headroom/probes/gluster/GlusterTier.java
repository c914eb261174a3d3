package org.headroom.probes.gluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.headroom.probes.health.HealthRule;
import org.headroom.probes.hosts.HostSource;
import org.headroom.probes.hosts.Order;
import org.headroom.probes.sampling.Probe;
import org.headroom.probes.tier.Tier;
import org.headroom.probes.tier.Wiring;
import org.headroom.scenarios.stack.Gluster;
import org.headroom.scenarios.stack.Machine;

/** The file cluster, by what its nodes know, and its volumes, as the hosts that mount them see them. */
public final class GlusterTier implements Tier {
    /** No more often is gluster's command line asked for its profile. */
    private static final String PROFILE_SECONDS = "300";

    @Override
    public String name() {
        return GlusterProbe.NAME;
    }

    @Override
    public List<Probe> probes(Wiring wiring) {
        Optional<Gluster> gluster = wiring.stack().gluster();
        if (gluster.isEmpty()) {
            return List.of();
        }
        List<String> nodes = Machines.nodes(wiring.stack());
        List<Probe> probes = new ArrayList<>();
        boolean asked = wiring.purpose() == Wiring.Purpose.LOAD;
        for (Machine machine : wiring.stack().machines()) {
            Optional<HostSource> source = wiring.hosts().of(machine.name());
            List<Order> orders = orders(gluster.get(), nodes.contains(machine.name()), wiring.purpose());
            if (source.isPresent() && !orders.isEmpty()) {
                if (!asked && nodes.contains(machine.name())) {
                    // One node tells of all.
                    orders.add(Order.of("gluster-profile", PROFILE_SECONDS));
                    asked = true;
                }
                orders.forEach(source.get()::order);
                probes.add(new GlusterProbe(source.get(), machine.name(), wiring.clock()));
            }
        }
        return List.copyOf(probes);
    }

    private static List<Order> orders(Gluster gluster, boolean node, Wiring.Purpose purpose) {
        boolean load = purpose == Wiring.Purpose.LOAD;
        List<Order> orders = new ArrayList<>();
        if (node) {
            orders.add(Order.of("gluster", load ? "bricks" : "full"));
        }
        for (Gluster.Volume volume : gluster.volumes()) {
            String write = load ? "" : volume.writeTest().map(Path::toString).orElse("");
            volume.mount()
                    .ifPresent(
                            mount -> orders.add(Order.of("mount", mount.toString(), load ? "brief" : "full", write)));
        }
        return orders;
    }

    @Override
    public List<HealthRule> rules() {
        LastCluster clusters = new LastCluster();
        return Stream.<ClusterRule>of(
                        new NodesRule(),
                        new PeersRule(),
                        new BricksRule(),
                        new HealRule(),
                        new SplitBrainRule(),
                        new HealerRule(),
                        new ConnectionsRule(),
                        new MountRule(),
                        new LatencyRule(),
                        new WriteRule(),
                        new AnswerTimeRule(),
                        new OptionsRule())
                .map(rule -> rule.by(clusters))
                .toList();
    }
}
