package org.headroom.scenarios.stack;

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
        Map<ThresholdName, Threshold> thresholds) {
    public Stack {
        sites = List.copyOf(sites);
        proxies = List.copyOf(proxies);
        origins = List.copyOf(origins);
        thresholds = Map.copyOf(thresholds);
    }

    /** When a measure is in trouble: as the file says, else as usual. */
    public Threshold threshold(ThresholdName name) {
        return Optional.ofNullable(thresholds.get(name)).orElse(name.standard());
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
