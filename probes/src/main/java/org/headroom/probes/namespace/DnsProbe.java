package org.headroom.probes.namespace;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.headroom.probes.reading.Fact;
import org.headroom.probes.reading.Reading;
import org.headroom.probes.reading.Sample;
import org.headroom.probes.sampling.Probe;
import org.headroom.scenarios.stack.Proxy;
import org.headroom.scenarios.stack.Site;
import org.headroom.scenarios.stack.Stack;

/** The sites' names, as this machine resolves them, next to the proxies' addresses. */
final class DnsProbe implements Probe {
    static final String HOST = "dns";

    private static final double SHARE = 0.8;

    /** Nothing else of a check should wait for name servers that do not answer. */
    private static final long LONGEST_NANOS = 2_000_000_000L;

    private final Stack stack;
    private final Resolver resolver;
    private final Clock clock;

    DnsProbe(Stack stack, Resolver resolver, Clock clock) {
        this.stack = stack;
        this.resolver = resolver;
        this.clock = clock;
    }

    /** The subject of a name. */
    static String subject(String name) {
        return HOST + " " + name;
    }

    @Override
    public String name() {
        return NamespaceProbe.NAME;
    }

    @Override
    public String host() {
        return HOST;
    }

    @Override
    public Sample sample(Duration deadline) {
        Instant time = clock.instant();
        Set<String> names = new LinkedHashSet<>();
        stack.proxies().stream().map(Proxy::address).forEach(names::add);
        stack.sites().stream().map(Site::hosts).forEach(names::addAll);
        Map<String, List<String>> answers =
                answers(names, Math.min((long) (deadline.toNanos() * SHARE), LONGEST_NANOS));
        Set<String> proxies = new TreeSet<>();
        stack.proxies().forEach(proxy -> proxies.addAll(answers.getOrDefault(proxy.address(), List.of())));
        List<Reading> readings = new ArrayList<>();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(NamespaceProbe.NAME, HOST, "proxies", String.join(" ", proxies)));
        readings.add(new Reading(time, NamespaceProbe.NAME, HOST, "proxies", proxies.size(), "count"));
        stack.sites().stream().flatMap(site -> site.hosts().stream()).distinct().forEach(name -> {
            List<String> found = answers.get(name);
            if (found != null) {
                facts.add(new Fact(
                        NamespaceProbe.NAME, subject(name), "addresses", String.join(" ", new TreeSet<>(found))));
                long matching = found.stream().filter(proxies::contains).count();
                if (matching > 0) {
                    // Only then: so the past knows when it last did.
                    readings.add(new Reading(time, NamespaceProbe.NAME, subject(name), "matching", matching, "count"));
                }
            }
        });
        return new Sample.Readings(readings, facts);
    }

    /** At the same time; a name whose answer does not come in time has none. */
    private Map<String, List<String>> answers(Set<String> names, long nanos) {
        long end = System.nanoTime() + nanos;
        Map<String, Future<List<String>>> asked = new LinkedHashMap<>();
        Map<String, List<String>> answers = new LinkedHashMap<>();
        // Not closed: that would wait for name servers that do not answer.
        ExecutorService executor = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().daemon().name("dns-", 0).factory());
        names.forEach(name -> asked.put(name, executor.submit(() -> resolver.resolve(name))));
        executor.shutdown();
        asked.forEach((name, answer) -> {
            try {
                answers.put(name, answer.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | TimeoutException _) {
                answer.cancel(true);
            }
        });
        return answers;
    }
}
