package org.headroom.probes.gluster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Verdict;

/**
 * The write test, where the stack file allows it: whether a file can be written and renamed, reads back as it was written, and
 * is seen by the other hosts. What a host wrote in an earlier look must be seen by the others now.
 */
final class WriteRule implements ClusterRule {
    private static final String CHECK = "write";
    /** Younger writes may not have reached everybody: the kernel and Gluster keep what they know for a second or so. */
    private static final double SETTLED = 5;

    @Override
    public List<Verdict> judge(Cluster cluster) {
        List<Verdict> verdicts = new ArrayList<>();
        for (Mount mount : cluster.mounts()) {
            if (mount.fact("write_problem").isPresent()
                    || mount.value("read_back").isPresent()) {
                verdicts.add(verdict(cluster, mount));
            }
        }
        return verdicts;
    }

    private static Verdict verdict(Cluster cluster, Mount mount) {
        Optional<String> problem = mount.fact("write_problem");
        if (problem.isPresent()) {
            if (cluster.explained(mount.volume())) {
                return Verdict.ok(
                        GlusterProbe.NAME,
                        mount.subject(),
                        CHECK,
                        problem.get() + ", as follows from the volume's bricks");
            }
            return Verdict.of(
                    GlusterProbe.NAME,
                    mount.subject(),
                    CHECK,
                    Level.CRITICAL,
                    mount.words() + " cannot be written: " + problem.get(),
                    "quorum, disk space and read-only option of " + mount.volume() + ": gluster volume status "
                            + mount.volume() + " detail");
        }
        if (mount.value("read_back").orElse(1) == 0) {
            return Verdict.of(
                    GlusterProbe.NAME,
                    mount.subject(),
                    CHECK,
                    Level.CRITICAL,
                    mount.words() + " does not give back what was just written there",
                    "caches of the mount (performance.* options of " + mount.volume() + "); remount it");
        }
        List<String> stale = stale(cluster, mount);
        if (stale.isEmpty()) {
            return Verdict.ok(
                    GlusterProbe.NAME,
                    mount.subject(),
                    CHECK,
                    "writes in "
                            + LatencyRule.millis(mount.value("write_seconds").orElse(0))
                            + " and sees what others wrote");
        }
        return Verdict.of(
                        GlusterProbe.NAME,
                        mount.subject(),
                        CHECK,
                        Level.WARNING,
                        mount.words() + " is not fresh: " + String.join(", ", stale),
                        "features.cache-invalidation of " + mount.volume()
                                + " must be on where performance.md-cache-timeout is longer than a second or so; is the"
                                + " mount connected to every brick?")
                .asMomentary();
    }

    /** By how much this mount is behind what other hosts had written before they wrote again in this look. */
    private static List<String> stale(Cluster cluster, Mount mount) {
        Map<String, Double> seen = new LinkedHashMap<>();
        mount.now()
                .facts(GlusterProbe.NAME, mount.subject(), "seen_")
                .forEach((host, text) -> token(text).ifPresent(time -> seen.put(host, time)));
        List<String> stale = new ArrayList<>();
        for (Mount other : cluster.mounts()) {
            Optional<Double> now = other.fact("token").flatMap(WriteRule::token);
            Optional<Double> before = other.fact("token_before").flatMap(WriteRule::token);
            Optional<String> name = other.fact("writer");
            if (!other.volume().equals(mount.volume())
                    || now.isEmpty()
                    || before.isEmpty()
                    || name.isEmpty()
                    || now.get() - before.get() < SETTLED) {
                continue;
            }
            Double last = seen.get(name.get());
            if (last == null) {
                stale.add("the file of " + other.host() + " is not to be seen, written "
                        + Math.round(now.get() - before.get()) + " s ago");
            } else if (last < before.get()) {
                stale.add("the file of " + other.host() + " is " + Math.round(before.get() - last)
                        + " s older than what " + other.host() + " wrote");
            }
        }
        return stale;
    }

    private static Optional<Double> token(String text) {
        return text.matches("\\d{1,12}\\.\\d{1,9}") ? Optional.of(Double.parseDouble(text)) : Optional.empty();
    }
}
