package org.headroom.cli;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.headroom.probes.check.Looker;
import org.headroom.probes.fetch.StatusClient;
import org.headroom.probes.health.HealthRule;
import org.headroom.probes.hosts.Hosts;
import org.headroom.probes.sampling.Probe;
import org.headroom.probes.site.SiteFetcher;
import org.headroom.probes.tier.Tier;
import org.headroom.probes.tier.Wiring;
import org.headroom.probes.watched.Tiers;
import org.headroom.scenarios.stack.Stack;

/** The probes and rules of a stack, and all that they share: clients, ways to hosts. */
final class StackWatch implements AutoCloseable {
    private static final Duration TO_CLOSE = Duration.ofMillis(200);

    private final Looker looker;
    private final List<Probe> probes;
    private final List<String> notes;
    private final List<AutoCloseable> shared;

    private StackWatch(Looker looker, List<Probe> probes, List<String> notes, List<AutoCloseable> shared) {
        this.looker = looker;
        this.probes = List.copyOf(probes);
        this.notes = List.copyOf(notes);
        this.shared = List.copyOf(shared);
    }

    /** The names of all tiers. */
    static List<String> tierNames() {
        return Tiers.all().stream().map(Tier::name).toList();
    }

    static StackWatch of(Stack stack, Selection selection, Wiring.Purpose purpose, Clock clock) {
        StatusClient client = new StatusClient();
        Hosts hosts = StackAccess.hosts(stack, clock);
        SiteFetcher sites = StackAccess.sites(stack);
        Wiring wiring = new Wiring(stack, purpose, client, hosts, sites, clock);
        List<Probe> probes = new ArrayList<>();
        List<HealthRule> rules = new ArrayList<>();
        for (Tier tier : Tiers.all()) {
            if (selection.hasTier(tier.name())) {
                tier.probes(wiring).stream()
                        .filter(probe -> selection.hasHost(probe.host(), stack))
                        .forEach(probes::add);
                rules.addAll(tier.rules());
            }
        }
        return new StackWatch(
                new Looker(stack, probes, rules, clock),
                probes,
                StackAccess.notes(stack, hosts),
                List.of(client, hosts, sites));
    }

    Looker looker() {
        return looker;
    }

    List<Probe> probes() {
        return probes;
    }

    /** What this check cannot see, and why. */
    List<String> notes() {
        return notes;
    }

    /** Closes what is shared, but waits for none of it: a client that hangs must not hold up the answer. */
    @Override
    public void close() {
        Thread closing = Thread.ofPlatform().daemon().name("closing").start(() -> shared.forEach(StackWatch::closed));
        try {
            closing.join(TO_CLOSE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void closed(AutoCloseable one) {
        try {
            one.close();
        } catch (Exception _) {
            // The answer is there; what does not close ends with the process.
        }
    }
}
