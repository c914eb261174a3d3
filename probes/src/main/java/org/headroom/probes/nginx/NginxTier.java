package org.headroom.probes.nginx;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.headroom.probes.health.HealthRule;
import org.headroom.probes.sampling.Probe;
import org.headroom.probes.tier.Tier;
import org.headroom.probes.tier.Wiring;
import org.headroom.probes.tier.Wiring.Purpose;
import org.headroom.scenarios.stack.Proxy;

/** The proxies, and the sites as visitors get them there. Beside a load only stub_status is read. */
public final class NginxTier implements Tier {
    @Override
    public String name() {
        return "nginx";
    }

    @Override
    public List<Probe> probes(Wiring wiring) {
        List<Probe> probes = new ArrayList<>();
        for (Proxy proxy : wiring.stack().proxies()) {
            proxy.statusUrl()
                    .ifPresent(url -> probes.add(
                            new NginxStatusProbe(proxy.name(), wiring.client().http(url), wiring.clock())));
            if (wiring.purpose() != Purpose.LOAD) {
                wiring.hosts()
                        .of(proxy.name())
                        .ifPresent(host -> probes.add(new NginxHostProbe(proxy, host, wiring.clock())));
                if (!wiring.stack().sites().isEmpty()) {
                    probes.add(new SiteProbe(
                            proxy,
                            wiring.stack().sites(),
                            wiring.sites(),
                            wiring.clock(),
                            wiring.purpose() == Purpose.WATCH ? SiteProbe.PAUSE : Duration.ZERO));
                }
            }
        }
        return probes;
    }

    @Override
    public List<HealthRule> rules() {
        return List.of(
                new HttpsRule(),
                new NginxRule(),
                new NginxLogRule(),
                new H3Rule(),
                new PageRule(),
                new RedirectRule(),
                new CertificateRule());
    }
}
