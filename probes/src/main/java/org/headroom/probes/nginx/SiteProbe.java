package org.headroom.probes.nginx;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.headroom.probes.reading.Sample;
import org.headroom.probes.sampling.Probe;
import org.headroom.probes.site.SiteFetcher;
import org.headroom.scenarios.stack.Proxy;
import org.headroom.scenarios.stack.Site;
import org.jspecify.annotations.Nullable;

/**
 * Every site at one proxy, over each protocol, as {@link SiteRound} does it. While watching, for ever and every few
 * seconds, it goes round once in {@link #PAUSE} and says the same in between: sites are not to be loaded by being watched.
 */
final class SiteProbe implements Probe {
    static final String NAME = "site";
    static final Duration PAUSE = Duration.ofSeconds(30);

    private final Proxy proxy;
    private final List<Site> sites;
    private final SiteFetcher fetcher;
    private final Clock clock;
    private final Duration pause;
    private @Nullable Instant lastTime;
    private @Nullable Sample last;

    SiteProbe(Proxy proxy, List<Site> sites, SiteFetcher fetcher, Clock clock, Duration pause) {
        this.proxy = proxy;
        this.sites = sites.stream().filter(site -> !site.hosts().isEmpty()).toList();
        this.fetcher = fetcher;
        this.clock = clock;
        this.pause = pause;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String host() {
        return proxy.name();
    }

    @Override
    public Sample sample(Duration deadline) {
        Instant now = Instant.now(clock);
        Sample known = last;
        if (known != null && lastTime != null && now.isBefore(lastTime.plus(pause))) {
            return known;
        }
        SiteRound round = new SiteRound(proxy, sites, fetcher, deadline);
        Map<Site, SiteVisits> seen = new LinkedHashMap<>(round.go());
        SiteSample sample = new SiteSample(now, proxy.name(), fetcher);
        sample.proxy(round.h3Tried(), round.h3Lost());
        seen.forEach((site, visits) -> sample.site(site, visits, seen));
        Sample fresh = sample.toSample();
        last = fresh;
        lastTime = now;
        return fresh;
    }
}
