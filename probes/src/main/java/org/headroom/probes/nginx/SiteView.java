package org.headroom.probes.nginx;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.headroom.probes.health.Health;
import org.headroom.scenarios.stack.Proxy;
import org.headroom.scenarios.stack.Site;

/** What was seen of sites, by proxy and site. */
record SiteView(Health health) {
    static final String PROBE = SiteProbe.NAME;

    /** The proxies that were visited. */
    List<Proxy> proxies() {
        return health.stack().proxies().stream()
                .filter(proxy -> health.now().subjects(PROBE).contains(proxy.name()))
                .toList();
    }

    List<Site> sites() {
        return health.stack().sites().stream()
                .filter(site -> !site.hosts().isEmpty())
                .toList();
    }

    /** Proxies with at least one handshake over TLS. */
    List<Proxy> up() {
        return proxies().stream().filter(proxy -> !down(proxy)).toList();
    }

    /** No handshake over TCP came about for any site: one verdict says so, and nothing else is said of the proxy. */
    boolean down(Proxy proxy) {
        return !sites().isEmpty()
                && sites().stream().noneMatch(site -> shook(proxy, site, "h1") || shook(proxy, site, "h2"));
    }

    boolean shook(Proxy proxy, Site site, String protocol) {
        return value(proxy, site, protocol + "_handshake_seconds").isPresent();
    }

    OptionalDouble value(Proxy proxy, Site site, String name) {
        return health.now().value(PROBE, proxy.name() + "/" + site.name(), name);
    }

    int status(Proxy proxy, Site site, String name) {
        return (int) value(proxy, site, name).orElse(0);
    }

    Optional<String> fact(Proxy proxy, Site site, String name) {
        return health.now().fact(PROBE, proxy.name() + "/" + site.name(), name);
    }

    /** The kind of a handshake's trouble, e.g. {@code refused}; empty when there was none. */
    String kind(Proxy proxy, Site site, String protocol) {
        String trouble = fact(proxy, site, protocol + "_trouble").orElse("");
        return trouble.substring(0, Math.max(0, trouble.indexOf(':')));
    }

    /** A trouble's words without its kind. */
    static String words(String trouble) {
        return trouble.substring(trouble.indexOf(':') + 1).strip();
    }

    static String host(Site site) {
        return site.hosts().getFirst();
    }

    static String names(List<Proxy> proxies) {
        return String.join(", ", proxies.stream().map(Proxy::name).toList());
    }

    static String hosts(List<Site> sites) {
        return String.join(", ", sites.stream().map(SiteView::host).toList());
    }

    /** What the helper knows of nginx's processes there; empty when it was not asked. */
    OptionalDouble workers(Proxy proxy) {
        return health.now().value(NginxHostProbe.NAME, proxy.name(), "workers");
    }

    OptionalDouble udpSockets(Proxy proxy) {
        return health.now().value(NginxHostProbe.NAME, proxy.name(), "udp_sockets");
    }

    boolean noMaster(Proxy proxy) {
        return health.now().value(NginxHostProbe.NAME, proxy.name(), "masters").orElse(1) == 0;
    }
}
