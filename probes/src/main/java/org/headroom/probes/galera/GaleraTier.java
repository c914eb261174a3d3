package org.headroom.probes.galera;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.headroom.probes.health.HealthRule;
import org.headroom.probes.sampling.Probe;
import org.headroom.probes.tier.Tier;
import org.headroom.probes.tier.Wiring;
import org.headroom.probes.tier.Wiring.Purpose;
import org.headroom.scenarios.stack.Certificates;
import org.headroom.scenarios.stack.Galera;

/** The database cluster: each node, and what only all of them together show. */
public final class GaleraTier implements Tier {
    /** Of a sample's deadline; the rest is for what follows the one step that hangs. */
    private static final double ONCE = 0.9;

    /** With a kept connection two steps may hang: the question on it, and then the new connection's. */
    private static final double KEPT = 0.45;

    @Override
    public String name() {
        return GaleraNodeProbe.NAME;
    }

    @Override
    public List<Probe> probes(Wiring wiring) {
        return wiring.stack().galera().map(galera -> probes(galera, wiring)).orElse(List.of());
    }

    private static List<Probe> probes(Galera galera, Wiring wiring) {
        NodeConnector connector =
                new NodeConnector(galera, wiring.stack().certificates().flatMap(Certificates::caFile));
        boolean keeps = wiring.purpose() != Purpose.CHECK;
        List<Probe> probes = new ArrayList<>();
        for (Galera.Node node : galera.nodes()) {
            probes.add(new GaleraNodeProbe(
                    node.name(), new JdbcNode(node, connector, keeps), keeps ? KEPT : ONCE, wiring.clock()));
        }
        Optional<String> canary = galera.canary();
        if (canary.isPresent() && wiring.purpose() != Purpose.LOAD) {
            probes.add(new CanaryProbe(new JdbcCanary(galera.nodes(), connector, canary.get()), wiring.clock()));
        }
        return probes;
    }

    @Override
    public List<HealthRule> rules() {
        return List.of(
                new NodeRule(),
                new ComponentRule(),
                new MembershipRule(),
                new VotersRule(),
                new ReplicationRule(),
                new ConnectionsRule(),
                new CanaryRule());
    }
}
