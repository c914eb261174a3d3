package org.headroom.probes.nginx;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.probes.FakePage;
import org.headroom.probes.health.Health;
import org.headroom.probes.health.HealthRule;
import org.headroom.probes.health.Observations;
import org.headroom.probes.health.Past;
import org.headroom.probes.health.ProbeAnswer;
import org.headroom.probes.health.Verdict;
import org.headroom.probes.hosts.HostAnswer;
import org.headroom.probes.hosts.HostFacts;
import org.headroom.probes.hosts.HostSource;
import org.headroom.probes.hosts.Hosts;
import org.headroom.probes.hosts.Order;
import org.headroom.probes.hosts.SystemHosts;
import org.headroom.probes.sampling.Probe;
import org.headroom.probes.site.SiteFetcher;
import org.headroom.scenarios.stack.Proxy;
import org.headroom.scenarios.stack.Stack;
import org.headroom.scenarios.stack.StackFile;
import org.headroom.scenarios.yaml.ConfigException;

/** Two proxies and two sites, probed and judged as a check would. */
final class NginxStack {
    static final String WEB1 = "192.0.2.1";
    static final String WEB2 = "192.0.2.2";
    static final String STATUS =
            "Active connections: 3 \nserver accepts handled requests\n 100 100 250 \nReading: 0 Writing: 1 Waiting: 2 \n";

    private final Stack stack;
    private final SiteFetcher sites;
    final FakePage status = new FakePage();
    private final Map<String, Map<String, String>> facts = new HashMap<>();
    private Optional<Hosts> hosts = Optional.empty();
    private Past past = Past.NONE;
    private Instant now = Instant.now();

    NginxStack(SiteFetcher sites) {
        this(sites, """
                schema: 1
                sites:
                  - { name: one, hosts: [www.one.test, one.test], docroot: /var/www/one }
                  - { name: two, hosts: [www.two.test], docroot: /var/www/two }
                proxies:
                  - { name: web1, address: 192.0.2.1 }
                  - { name: web2, address: 192.0.2.2 }
                """);
    }

    NginxStack(SiteFetcher sites, String yaml) {
        try {
            this.stack = StackFile.parse("stack.yaml", yaml, Path.of("/"));
        } catch (ConfigException e) {
            throw new IllegalArgumentException(e);
        }
        this.sites = sites;
        status.answers(STATUS);
        facts.put("-", new HashMap<>(Map.of("masters", "1", "workers", "2", "worker_connections", "512")));
        facts.put("errors", new HashMap<>(Map.of("file", "/var/log/nginx/error.log")));
    }

    /** This machine is looked at by the real helper. */
    NginxStack lookedAtFromWithin() {
        hosts = Optional.of(SystemHosts.of(stack, Clock.systemUTC()));
        return this;
    }

    /** What the helper says from now on. */
    void within(String subject, String key, String value) {
        facts.computeIfAbsent(subject, _ -> new HashMap<>()).put(key, value);
    }

    void later(Duration time) {
        now = now.plus(time);
    }

    /** All verdicts. */
    List<Verdict> check() {
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        List<Probe> probes = new ArrayList<>();
        for (Proxy proxy : stack.proxies()) {
            probes.add(new NginxStatusProbe(proxy.name(), status, clock));
            probes.add(new NginxHostProbe(
                    proxy,
                    hosts.flatMap(all -> all.of(proxy.name())).orElseGet(() -> new Source(proxy.name(), facts)),
                    clock));
            probes.add(new SiteProbe(proxy, stack.sites(), sites, clock, Duration.ZERO));
        }
        Observations seen = new Observations(
                now,
                probes.stream()
                        .map(probe -> new ProbeAnswer(probe.name(), probe.host(), probe.sample(Duration.ofSeconds(10))))
                        .toList());
        Health health = new Health(stack, seen, past);
        past = past.after(seen);
        List<Verdict> verdicts = new ArrayList<>();
        for (HealthRule rule : new NginxTier().rules()) {
            verdicts.addAll(rule.judge(health));
        }
        return verdicts;
    }

    /** Those that are not OK. */
    List<Verdict> bad() {
        return check().stream().filter(verdict -> !verdict.good()).toList();
    }

    /** The only one that is not OK. */
    Verdict onlyBad() {
        List<Verdict> bad = bad();
        if (bad.size() != 1) {
            throw new AssertionError("not one: " + bad);
        }
        return bad.getFirst();
    }

    /** A helper that says what it is told to. */
    private record Source(String host, Map<String, Map<String, String>> facts) implements HostSource {
        @Override
        public void order(Order order) {}

        @Override
        public HostAnswer ask(Duration deadline) {
            return new HostAnswer.Looked(new HostFacts(Map.of("nginx", facts), Map.of()));
        }
    }

    Optional<Verdict> verdict(String key) {
        return check().stream().filter(verdict -> verdict.key().equals(key)).findFirst();
    }
}
