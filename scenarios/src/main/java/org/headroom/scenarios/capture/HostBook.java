package org.headroom.scenarios.capture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.headroom.scenarios.endpoint.HostName;
import org.headroom.scenarios.endpoint.WebUrl;
import org.headroom.scenarios.model.Host;

/** The hosts of a scenario while it is captured: which may be asked, and what their aliases are. */
final class HostBook {
    private final WebUrl site;
    private final Set<String> others;
    private final Names names = new Names().reserve(Host.SITE);
    private final Map<String, String> aliases = new LinkedHashMap<>();

    HostBook(WebUrl site, Set<String> others) {
        this.site = site;
        this.others = others.stream().map(HostName::normal).collect(Collectors.toUnmodifiableSet());
        aliases.put(site.host(), Host.SITE);
    }

    /** Why a URL is not asked for; empty if it may be. */
    Optional<String> refusal(WebUrl url) {
        if (!url.host().equals(site.host()) && !others.contains(url.host())) {
            return Optional.of("another host, and not one that was named");
        }
        if (!url.scheme().equals(site.scheme()) || url.port() != site.port()) {
            return Optional.of("another scheme or port than the page, which a scenario cannot express");
        }
        return Optional.empty();
    }

    String alias(WebUrl url) {
        return aliases.computeIfAbsent(url.host(), host -> names.of(host, "host"));
    }

    List<Host> hosts() {
        List<Host> hosts = new ArrayList<>();
        aliases.forEach((name, alias) -> hosts.add(new Host(alias, name)));
        return hosts;
    }
}
