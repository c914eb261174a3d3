package org.headroom.scenarios.stack;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that a stack file tells. Sections that the file leaves out are empty.
 *
 * @param sites web sites that the stack serves
 * @param proxies NGINX hosts in front
 * @param origins Apache and PHP-FPM hosts behind them
 * @param galera the database cluster
 * @param gluster the file cluster
 * @param certificates where certificates come from
 * @param sync the shadow sync
 * @param ssh the way to look at hosts from within
 * @param checking how check and watch alarm
 * @param thresholds those that the file sets; {@link #threshold} knows the defaults too
 */
public record Stack(
        List<Site> sites,
        List<Proxy> proxies,
        List<Origin> origins,
        Optional<Galera> galera,
        Optional<Gluster> gluster,
        Optional<Certificates> certificates,
        Optional<Sync> sync,
        Optional<Ssh> ssh,
        Checking checking,
        Map<ThresholdName, Threshold> thresholds) {
    public Stack {
        sites = List.copyOf(sites);
        proxies = List.copyOf(proxies);
        origins = List.copyOf(origins);
        thresholds = Map.copyOf(thresholds);
    }

    /** A stack of which only one origin is known. */
    public static Stack ofOrigin(Origin origin) {
        return new Stack(
                List.of(),
                List.of(),
                List.of(origin),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Checking.STANDARD,
                Map.of());
    }

    /** When a measure is in trouble: as the file says, else as usual. */
    public Threshold threshold(ThresholdName name) {
        return Optional.ofNullable(thresholds.get(name)).orElse(name.standard());
    }

    /**
     * Every host once, in the order of the file: proxies, origins, database and Gluster nodes. A Gluster node that is not
     * among the others is reached by its name.
     */
    public List<Machine> machines() {
        Map<String, Machine> byAddress = new LinkedHashMap<>();
        proxies.forEach(one -> byAddress.putIfAbsent(one.address(), new Machine(one.name(), one.address())));
        origins.forEach(one -> byAddress.putIfAbsent(one.address(), new Machine(one.name(), one.address())));
        galera.ifPresent(cluster -> cluster.nodes()
                .forEach(one -> byAddress.putIfAbsent(one.address(), new Machine(one.name(), one.address()))));
        Set<String> names = new LinkedHashSet<>();
        byAddress.values().forEach(one -> names.add(one.name()));
        gluster.ifPresent(cluster -> cluster.nodes().stream()
                .filter(node -> !names.contains(node))
                .forEach(node -> byAddress.putIfAbsent(node, new Machine(node, node))));
        return List.copyOf(byAddress.values());
    }

    /** The host of that name or address. */
    public Optional<Machine> machine(String nameOrAddress) {
        Optional<String> node = galera.stream()
                .flatMap(cluster -> cluster.nodes().stream())
                .filter(one -> one.name().equals(nameOrAddress))
                .map(Galera.Node::address)
                .findFirst();
        return machines().stream()
                .filter(one -> one.name().equals(nameOrAddress)
                        || one.address().equals(nameOrAddress)
                        || node.filter(one.address()::equals).isPresent())
                .findFirst();
    }

    /** The origin of that name. */
    public Optional<Origin> origin(String name) {
        return origins.stream().filter(origin -> origin.name().equals(name)).findFirst();
    }

    /** Names and addresses that the owner of this file lets Headroom load: site hosts, proxies and origins. */
    public Set<String> loadableHosts() {
        Set<String> hosts = new LinkedHashSet<>();
        sites.forEach(site -> hosts.addAll(site.hosts()));
        proxies.forEach(proxy -> hosts.addAll(List.of(proxy.name(), proxy.address())));
        origins.forEach(origin -> hosts.addAll(List.of(origin.name(), origin.address())));
        return hosts;
    }
}
