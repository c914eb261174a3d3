package org.headroom.probes.gluster;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.headroom.probes.health.Health;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Perf;
import org.headroom.probes.health.Subject;
import org.headroom.probes.health.Verdict;
import org.headroom.scenarios.stack.Threshold;
import org.headroom.scenarios.stack.ThresholdName;

/**
 * How long a small file takes on a mounted volume, next to the host's own disk: the median of several files, but no more than
 * twice the fastest touch. A busy CPU makes most touches slow; a slow line or disk all of them, and only that is Gluster's.
 * One verdict for a volume, since a lookup asks all of its bricks, wherever it is mounted.
 */
final class LatencyRule implements ClusterRule {
    private static final String CHECK = "latency";
    private static final int NAMED = 4;

    /**
     * @param seconds median
     * @param judged what counts
     * @param read whether a file was read; a volume without small files is looked at by names that it does not have
     */
    private record Timed(Mount mount, double seconds, double judged, boolean read) {
        String words() {
            return millis(seconds) + " on " + mount.host();
        }
    }

    @Override
    public List<Verdict> judge(Cluster cluster) {
        List<Verdict> verdicts = new ArrayList<>();
        for (var volume : cluster.expected().volumes()) {
            List<Timed> timed = cluster.mounts().stream()
                    .filter(mount -> mount.volume().equals(volume.name()) && mount.looked())
                    .flatMap(mount -> timed(mount).stream())
                    .toList();
            if (!timed.isEmpty()) {
                verdicts.add(verdict(cluster, volume.name(), timed));
            }
        }
        return verdicts;
    }

    private static List<Timed> timed(Mount mount) {
        OptionalDouble read = mount.value("read_seconds");
        OptionalDouble median = read.isPresent() ? read : mount.value("lookup_seconds");
        if (median.isEmpty()) {
            return List.of();
        }
        double fastest = Math.max(
                mount.value("read_best_seconds").orElse(0),
                mount.value("lookup_best_seconds").orElse(median.getAsDouble()));
        return List.of(
                new Timed(mount, median.getAsDouble(), Math.min(median.getAsDouble(), 2 * fastest), read.isPresent()));
    }

    private static Verdict verdict(Cluster cluster, String volume, List<Timed> timed) {
        Health health = cluster.health();
        Timed worst =
                timed.stream().max(Comparator.comparingDouble(Timed::judged)).orElseThrow();
        Level level = health.level(ThresholdName.GLUSTER_LATENCY, worst.judged());
        Threshold threshold = health.stack().threshold(ThresholdName.GLUSTER_LATENCY);
        Perf[] perf = timed.stream()
                .map(one -> Perf.of("gluster_read_" + volume + "_" + one.mount().host(), one.seconds(), "s", threshold))
                .toArray(Perf[]::new);
        if (level == Level.OK) {
            return Verdict.ok(GlusterProbe.NAME, Subject.volume(volume), CHECK, words(worst) + details(worst))
                    .with(perf);
        }
        List<String> slow = timed.stream()
                .filter(one -> health.level(ThresholdName.GLUSTER_LATENCY, one.judged()) != Level.OK)
                .sorted(Comparator.comparingDouble(Timed::judged).reversed())
                .skip(1)
                .map(Timed::words)
                .toList();
        String more = slow.isEmpty()
                ? ""
                : ", " + String.join(", ", slow.subList(0, Math.min(NAMED, slow.size())))
                        + (slow.size() > NAMED ? " and " + (slow.size() - NAMED) + " more" : "");
        return Verdict.of(
                        GlusterProbe.NAME,
                        Subject.volume(volume),
                        CHECK,
                        level,
                        volume + ": " + words(worst) + more + details(worst) + trips(cluster),
                        "the line between the nodes (each lookup asks every replica), load of the bricks' hosts and their"
                                + " disks; what caches could spare: see the options verdict of " + volume)
                .with(perf)
                .asMomentary();
    }

    private static String words(Timed one) {
        return (one.read() ? "a small file takes " : "looking up a name takes ") + one.words();
    }

    private static String details(Timed one) {
        Mount mount = one.mount();
        List<String> words = new ArrayList<>();
        OptionalDouble local = mount.value(one.read() ? "local_read_seconds" : "local_lookup_seconds");
        if (local.isPresent() && local.getAsDouble() > 0) {
            words.add(
                    Math.max(1, Math.round(one.seconds() / local.getAsDouble())) + " times as long as on its own disk");
        }
        if (one.read()) {
            mount.value("lookup_seconds").ifPresent(value -> words.add("a name that is not there " + millis(value)));
        }
        mount.value("stat_seconds").ifPresent(value -> words.add("stat " + millis(value)));
        mount.value("list_seconds")
                .ifPresent(value -> words.add(
                        "a list of " + (long) mount.value("list_entries").orElse(0) + " entries " + millis(value)));
        mount.value("write_seconds").ifPresent(value -> words.add("write and rename " + millis(value)));
        return words.isEmpty() ? "" : " (" + String.join(", ", words) + ")";
    }

    private static String trips(Cluster cluster) {
        OptionalDouble longest = cluster.seen().stream()
                .flatMap(node -> node.peers().stream())
                .flatMapToDouble(peer -> peer.seconds().stream())
                .max();
        return longest.isPresent() ? "; the nodes answer each other within " + millis(longest.getAsDouble()) : "";
    }

    static String millis(double seconds) {
        double millis = seconds * 1000;
        return millis >= 10
                ? Math.round(millis) + " ms"
                : String.format(Locale.ROOT, millis >= 0.1 ? "%.1f ms" : "%.3f ms", millis);
    }
}
