package org.headroom.probes.namespace;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.headroom.probes.health.Health;
import org.headroom.probes.health.HealthRule;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Verdict;
import org.headroom.scenarios.stack.Site;

/**
 * A site's names lead to all proxies and nowhere else. Judged only where at least one answer is a proxy, or was within the
 * last days: behind NAT, or before a site has moved here, its names lead elsewhere, and that is right.
 */
final class DnsRule implements HealthRule {
    private static final Duration REMEMBERED = Duration.ofDays(7);

    @Override
    public List<Verdict> judge(Health health) {
        Set<String> proxies = words(health.now().fact(NamespaceProbe.NAME, DnsProbe.HOST, "proxies"));
        List<Verdict> verdicts = new ArrayList<>();
        if (proxies.isEmpty()) {
            return verdicts;
        }
        for (Site site : health.stack().sites()) {
            for (String name : site.hosts()) {
                Optional<String> answer = health.now().fact(NamespaceProbe.NAME, DnsProbe.subject(name), "addresses");
                answer.ifPresent(text -> verdicts.add(verdict(health, name, words(Optional.of(text)), proxies)));
            }
        }
        return verdicts;
    }

    private static Verdict verdict(Health health, String name, Set<String> found, Set<String> proxies) {
        boolean six = proxies.stream().anyMatch(DnsRule::isSix);
        boolean four = proxies.stream().anyMatch(address -> !isSix(address));
        Set<String> wrong = new TreeSet<>(found);
        wrong.removeAll(proxies);
        // Of a family that no proxy has an address of, the stack file tells nothing.
        wrong.removeIf(address -> isSix(address) ? !six : !four);
        Set<String> missing = new TreeSet<>(proxies);
        missing.removeAll(found);
        if (missing.size() == proxies.size()) {
            return nowhere(health, name, found);
        }
        if (wrong.isEmpty() && missing.isEmpty()) {
            return Verdict.ok(NamespaceProbe.NAME, name, "dns", name + " leads to all proxies");
        }
        List<String> parts = new ArrayList<>();
        if (!missing.isEmpty()) {
            parts.add("not to " + String.join(", ", missing));
        }
        if (!wrong.isEmpty()) {
            parts.add("also to " + String.join(", ", wrong) + ", which is no proxy of the stack file");
        }
        return Verdict.of(
                NamespaceProbe.NAME,
                name,
                "dns",
                Level.WARNING,
                "DNS leads visitors of %s %s".formatted(name, String.join(", and ", parts)),
                "correct the A and AAAA records, or proxies in the stack file: a proxy that DNS does not know helps nobody when the"
                        + " other fails");
    }

    private static Verdict nowhere(Health health, String name, Set<String> found) {
        String leads = found.isEmpty() ? "does not resolve here" : "leads to " + String.join(", ", found);
        Optional<Instant> last = health.past()
                .time(NamespaceProbe.NAME, DnsProbe.subject(name))
                .filter(time -> Duration.between(time, health.now().time()).compareTo(REMEMBERED) < 0);
        return last.isPresent()
                ? Verdict.of(
                        NamespaceProbe.NAME,
                        name,
                        "dns",
                        Level.WARNING,
                        "%s %s, and to no proxy any more, as it did %s ago"
                                .formatted(name, leads, Numbers.duration(age(last.get(), health))),
                        "see the zone, and the name servers that this machine asks")
                : Verdict.ok(
                        NamespaceProbe.NAME,
                        name,
                        "dns",
                        "%s %s: not judged, since no proxy is among its addresses".formatted(name, leads));
    }

    private static double age(Instant time, Health health) {
        return Duration.between(time, health.now().time()).toMillis() / 1e3;
    }

    private static boolean isSix(String address) {
        return address.contains(":");
    }

    private static Set<String> words(Optional<String> text) {
        return text.map(all -> Arrays.stream(all.split(" ", -1))
                        .filter(word -> !word.isEmpty())
                        .collect(Collectors.toCollection(TreeSet::new)))
                .orElseGet(TreeSet::new);
    }
}
