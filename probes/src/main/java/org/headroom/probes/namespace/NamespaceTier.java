package org.headroom.probes.namespace;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.headroom.probes.health.HealthRule;
import org.headroom.probes.hosts.HostSource;
import org.headroom.probes.hosts.Order;
import org.headroom.probes.sampling.Probe;
import org.headroom.probes.tier.Tier;
import org.headroom.probes.tier.Wiring;
import org.headroom.probes.tier.Wiring.Purpose;
import org.headroom.scenarios.stack.Machine;
import org.headroom.scenarios.stack.Site;
import org.headroom.scenarios.stack.StaticFiles;
import org.headroom.scenarios.stack.Sync;

/** Mounts, links, the shadow, document roots and DNS: the same everywhere. Nothing of it beside a load. */
public final class NamespaceTier implements Tier {
    /** {@code watch} looks every few seconds; walking through all files each time would be a load of its own. */
    private static final long WATCH_SECONDS = 60;

    @Override
    public String name() {
        return NamespaceProbe.NAME;
    }

    @Override
    public List<Probe> probes(Wiring wiring) {
        if (wiring.purpose() == Purpose.LOAD) {
            return List.of();
        }
        List<Probe> probes = new ArrayList<>();
        Expected expected = new Expected(wiring.stack());
        for (Machine machine : wiring.stack().machines()) {
            List<Order> orders = orders(expected, machine, wiring.purpose());
            Optional<HostSource> source =
                    orders.isEmpty() ? Optional.empty() : wiring.hosts().of(machine.address());
            source.ifPresent(found -> {
                orders.forEach(found::order);
                probes.add(new NamespaceProbe(machine.name(), found, wiring.clock()));
            });
        }
        if (!wiring.stack().sites().isEmpty() && !wiring.stack().proxies().isEmpty()) {
            probes.add(new DnsProbe(wiring.stack(), Resolver.SYSTEM, wiring.clock()));
        }
        return probes;
    }

    private static List<Order> orders(Expected expected, Machine machine, Purpose purpose) {
        List<Order> orders = new ArrayList<>();
        List<String> mounts =
                expected.volumes().stream().map(Expected::mount).distinct().toList();
        if (!mounts.isEmpty()) {
            orders.add(new Order("mountpoints", mounts));
        }
        List<String> links = new ArrayList<>();
        expected.links(machine).forEach(link -> links.addAll(List.of(link.path(), link.target())));
        if (!links.isEmpty()) {
            orders.add(new Order("links", links));
        }
        expected.stack().sync().ifPresent(sync -> {
            boolean master = expected.isMaster(machine);
            boolean tree = (master || expected.isSubserver(machine))
                    && !sync.subservers().isEmpty();
            for (Site site : expected.stack().sites()) {
                Optional<Path> shadow = master ? site.shadow() : Optional.empty();
                if (shadow.isPresent() || tree) {
                    orders.add(files(expected, sync, site, shadow, purpose));
                }
            }
        });
        return orders;
    }

    private static Order files(Expected expected, Sync sync, Site site, Optional<Path> shadow, Purpose purpose) {
        List<String> arguments = new ArrayList<>(List.of(
                site.docroot().toString(),
                shadow.map(Path::toString).orElse(""),
                Long.toString(sync.period().toSeconds()),
                Long.toString(purpose == Purpose.WATCH ? WATCH_SECONDS : 0),
                String.join(",", StaticFiles.TYPES)));
        arguments.addAll(expected.excludes());
        return new Order("files", arguments);
    }

    @Override
    public List<HealthRule> rules() {
        return List.of(
                new LookRule(),
                new MountPointRule(),
                new LinkRule(),
                new ShadowRule(),
                new SubserverRule(),
                new OddRule(),
                new DnsRule());
    }
}
