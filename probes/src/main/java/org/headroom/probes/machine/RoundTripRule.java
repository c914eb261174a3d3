package org.headroom.probes.machine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.headroom.probes.health.Health;
import org.headroom.probes.health.HealthRule;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Perf;
import org.headroom.probes.health.Verdict;
import org.headroom.scenarios.stack.ThresholdName;

/**
 * How far hosts that work together are from each other. Every write of a Galera cluster and every lookup of a Gluster
 * volume waits for the farthest node.
 *
 * <p>A line has two ends. What is slow is laid to the host at the end of most slow lines, so that one slow host is one
 * alarm and not one for each of its neighbours.
 */
final class RoundTripRule implements HealthRule {
    private static final String CHECK = "round-trip";

    /** A line between two hosts; seconds are infinite when they do not reach each other. */
    private record Line(String from, String to, double seconds, String failure) {
        boolean endsAt(String host) {
            return from.equals(host) || to.equals(host);
        }

        String other(String host) {
            return from.equals(host) ? to : from;
        }
    }

    @Override
    public List<Verdict> judge(Health health) {
        List<Line> lines = lines(health);
        Map<String, List<Line>> blamed = blamed(health, lines);
        List<Verdict> verdicts = new ArrayList<>();
        for (Host host : Host.looked(health)) {
            List<Line> own =
                    lines.stream().filter(line -> line.endsAt(host.name())).toList();
            if (!own.isEmpty()) {
                verdicts.add(judge(host, own, blamed.getOrDefault(host.name(), List.of())));
            }
        }
        return verdicts;
    }

    // Each pair once, by the better of its two measures: a busy host may be slow to see an answer that was there.
    private static List<Line> lines(Health health) {
        Map<String, Line> lines = new LinkedHashMap<>();
        List<Host> looked = Host.looked(health);
        for (Host from : looked) {
            for (Host to : looked) {
                line(from, to)
                        .ifPresent(line -> lines.merge(
                                line.from().compareTo(line.to()) < 0
                                        ? line.from() + ">" + line.to()
                                        : line.to() + ">" + line.from(),
                                line,
                                (one, other) -> one.seconds() <= other.seconds() ? one : other));
            }
        }
        return List.copyOf(lines.values());
    }

    private static Optional<Line> line(Host from, Host to) {
        Host line = from.on(">" + to.name());
        if (line.number("round_trip").isPresent()) {
            return Optional.of(
                    new Line(from.name(), to.name(), line.number("round_trip").getAsDouble(), ""));
        }
        return line.fact("round_trip_failure")
                .map(failure -> new Line(from.name(), to.name(), Double.POSITIVE_INFINITY, failure));
    }

    private static Map<String, List<Line>> blamed(Health health, List<Line> lines) {
        List<Line> slow = new ArrayList<>(lines.stream()
                .filter(line -> health.level(ThresholdName.ROUND_TRIP, line.seconds()) != Level.OK)
                .toList());
        Map<String, List<Line>> blamed = new LinkedHashMap<>();
        while (!slow.isEmpty()) {
            Map<String, Long> ends = slow.stream()
                    .flatMap(line -> List.of(line.from(), line.to()).stream())
                    .collect(Collectors.groupingBy(host -> host, LinkedHashMap::new, Collectors.counting()));
            String worst = ends.entrySet().stream()
                    .max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                    .orElseThrow()
                    .getKey();
            List<Line> own = slow.stream().filter(line -> line.endsAt(worst)).toList();
            blamed.put(worst, own);
            slow.removeAll(own);
        }
        return blamed;
    }

    private static Verdict judge(Host host, List<Line> own, List<Line> slow) {
        Perf perf = Perf.of(
                "round_trip_" + host.label(),
                own.stream()
                        .mapToDouble(Line::seconds)
                        .filter(Double::isFinite)
                        .min()
                        .orElse(0),
                "s",
                host.health().stack().threshold(ThresholdName.ROUND_TRIP));
        if (slow.isEmpty()) {
            double most = own.stream()
                    .mapToDouble(Line::seconds)
                    .filter(Double::isFinite)
                    .max()
                    .orElse(0);
            return host.ok(CHECK, "round trips to the cluster's hosts take up to " + Host.millis(most))
                    .with(perf)
                    .asMomentary();
        }
        Line worst =
                slow.stream().max(Comparator.comparingDouble(Line::seconds)).orElseThrow();
        String others = slow.stream().map(line -> line.other(host.name())).collect(Collectors.joining(", "));
        boolean cut = Double.isInfinite(worst.seconds());
        String message = cut
                ? "no connection between it and " + others + " (" + worst.failure() + ")"
                : Host.millis(worst.seconds()) + " away from " + others
                        + " (round trip): writes to Galera and lookups in Gluster wait for it";
        String advice = cut
                ? "see the line and the firewalls between them"
                : "see the host's line (mtr, ethtool -S, a saturated uplink); a cluster wants its nodes within a millisecond"
                        + " or two";
        return host.verdict(CHECK, host.health().level(ThresholdName.ROUND_TRIP, worst.seconds()), message, advice)
                .with(perf)
                .asMomentary();
    }
}
