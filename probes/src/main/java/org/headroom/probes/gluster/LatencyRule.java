package org.headroom.probes.gluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.headroom.probes.health.Health;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Perf;
import org.headroom.probes.health.Verdict;
import org.headroom.scenarios.stack.ThresholdName;

/**
 * How long a small file takes on a mounted volume, next to this host's own disk: the median of several files, but no more
 * than twice the fastest touch. A busy CPU makes most touches slow; a slow line or disk all of them, and only that is
 * Gluster's.
 */
final class LatencyRule implements ClusterRule {
    private static final String CHECK = "latency";

    @Override
    public List<Verdict> judge(Cluster cluster) {
        List<Verdict> verdicts = new ArrayList<>();
        for (Mount mount : cluster.mounts()) {
            // A volume without small files is looked at by a name that it does not have.
            OptionalDouble read = mount.value("read_seconds");
            OptionalDouble judged = read.isPresent() ? read : mount.value("lookup_seconds");
            if (mount.looked() && judged.isPresent()) {
                verdicts.add(verdict(cluster.health(), mount, judged.getAsDouble(), read.isPresent()));
            }
        }
        return verdicts;
    }

    private static Verdict verdict(Health health, Mount mount, double seconds, boolean read) {
        double fastest = Math.max(
                mount.value("read_best_seconds").orElse(0),
                mount.value("lookup_best_seconds").orElse(seconds));
        Level level = health.level(ThresholdName.GLUSTER_LATENCY, Math.min(seconds, 2 * fastest));
        Perf perf = Perf.of(
                "gluster_read_" + mount.volume() + "_" + mount.host(),
                seconds,
                "s",
                health.stack().threshold(ThresholdName.GLUSTER_LATENCY));
        String words = (read ? "a small file takes " : "looking up a name takes ")
                + millis(seconds)
                + ratio(mount, seconds, read)
                + others(mount, read);
        if (level == Level.OK) {
            return Verdict.ok(GlusterProbe.NAME, mount.subject(), CHECK, words).with(perf);
        }
        return Verdict.of(
                        GlusterProbe.NAME,
                        mount.subject(),
                        CHECK,
                        level,
                        mount.words() + ": " + words,
                        "round trips between the nodes (each lookup asks every replica), load of the bricks' hosts and disks;"
                                + " metadata cache: see the options verdict of " + mount.volume())
                .with(perf)
                .asMomentary();
    }

    private static String ratio(Mount mount, double seconds, boolean read) {
        OptionalDouble local = mount.value(read ? "local_read_seconds" : "local_lookup_seconds");
        return local.isEmpty() || local.getAsDouble() <= 0
                ? ""
                : ", " + Math.max(1, Math.round(seconds / local.getAsDouble())) + " times as long as on its own disk";
    }

    private static String others(Mount mount, boolean read) {
        List<String> words = new ArrayList<>();
        if (read) {
            mount.value("lookup_seconds").ifPresent(value -> words.add("a name that is not there " + millis(value)));
        }
        mount.value("stat_seconds").ifPresent(value -> words.add("stat " + millis(value)));
        mount.value("list_seconds")
                .ifPresent(value -> words.add(
                        "a list of " + (long) mount.value("list_entries").orElse(0) + " entries " + millis(value)));
        mount.value("write_seconds").ifPresent(value -> words.add("write and rename " + millis(value)));
        return words.isEmpty() ? "" : " (" + String.join(", ", words) + ")";
    }

    static String millis(double seconds) {
        double millis = seconds * 1000;
        return millis >= 10
                ? Math.round(millis) + " ms"
                : String.format(Locale.ROOT, millis >= 0.1 ? "%.1f ms" : "%.3f ms", millis);
    }
}
