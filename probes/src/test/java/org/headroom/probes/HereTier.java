package org.headroom.probes;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.headroom.probes.fetch.StatusClient;
import org.headroom.probes.health.Health;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Observations;
import org.headroom.probes.health.Past;
import org.headroom.probes.health.ProbeAnswer;
import org.headroom.probes.health.Verdict;
import org.headroom.probes.hosts.HostAnswer;
import org.headroom.probes.hosts.HostFacts;
import org.headroom.probes.hosts.HostSource;
import org.headroom.probes.hosts.Order;
import org.headroom.probes.hosts.SystemHosts;
import org.headroom.probes.sampling.Probe;
import org.headroom.probes.tier.Tier;
import org.headroom.probes.tier.Wiring;
import org.headroom.scenarios.stack.Stack;
import org.headroom.scenarios.stack.StackFile;
import org.headroom.scenarios.yaml.ConfigException;

/** A tier's probes and rules for a stack on this machine, with the real helper. */
public final class HereTier implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(8);

    private final Stack stack;
    private final Tier tier;
    private final StatusClient client = new StatusClient();
    private final SystemHosts hosts;
    private final List<Probe> probes;
    private Past past = Past.NONE;

    /** The stack file's text without its first line. */
    public HereTier(Tier tier, String text) {
        this.stack = stack(text);
        this.tier = tier;
        this.hosts = SystemHosts.of(stack, Clock.systemUTC());
        this.probes =
                tier.probes(new Wiring(stack, Wiring.Purpose.CHECK, client, hosts, new NoSites(), Clock.systemUTC()));
    }

    /** A stack file. */
    public static Stack stack(String text) {
        try {
            return StackFile.parse("stack.yaml", "schema: 1\n" + text, Path.of("/"));
        } catch (ConfigException e) {
            throw new AssertionError(e);
        }
    }

    /** What the helper says on this machine to those orders. */
    public static HostFacts look(Order... orders) {
        try (SystemHosts hosts =
                SystemHosts.of(stack("origins: [ { name: here, address: 127.0.0.1 } ]\n"), Clock.systemUTC())) {
            HostSource here = hosts.of("here").orElseThrow();
            List.of(orders).forEach(here::order);
            return switch (here.ask(DEADLINE)) {
                case HostAnswer.Looked(HostFacts facts) -> facts;
                case HostAnswer.Unreachable(var _, String problem, var _) -> throw new AssertionError(problem);
            };
        }
    }

    /** Looks once, and judges. */
    public List<Verdict> verdicts() {
        try (ExecutorService executor = Executors.newCachedThreadPool()) {
            List<CompletableFuture<ProbeAnswer>> asked = probes.stream()
                    .map(probe -> CompletableFuture.supplyAsync(
                            () -> new ProbeAnswer(probe.name(), probe.host(), probe.sample(DEADLINE)), executor))
                    .toList();
            Observations now = new Observations(
                    Instant.now(), asked.stream().map(CompletableFuture::join).toList());
            Health health = new Health(stack, now, past);
            past = past.after(now);
            return tier.rules().stream()
                    .flatMap(rule -> rule.judge(health).stream())
                    .toList();
        }
    }

    /** The alarms among them, as {@code "LEVEL host check: message"}. */
    public String alarms() {
        return verdicts().stream()
                .filter(verdict -> verdict.level() != Level.OK)
                .map(verdict ->
                        verdict.level() + " " + verdict.host() + " " + verdict.check() + ": " + verdict.message())
                .collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        hosts.close();
        client.close();
    }
}
