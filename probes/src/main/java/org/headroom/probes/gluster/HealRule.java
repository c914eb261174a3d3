package org.headroom.probes.gluster;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.headroom.probes.health.Health;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Perf;
import org.headroom.probes.health.Subject;
import org.headroom.probes.health.Verdict;
import org.headroom.scenarios.stack.ThresholdName;

/**
 * What waits for heal though all bricks serve. It shrinks for a while after a brick came back: while it does, it is no more
 * than a WARNING. Files in split brain are told by {@link SplitBrainRule} alone.
 */
final class HealRule implements ClusterRule {
    private static final String CHECK = "heal";
    private static final String HEALER = "cluster.self-heal-daemon";

    @Override
    public List<Verdict> judge(Cluster cluster) {
        List<Verdict> verdicts = new ArrayList<>();
        for (Volume volume : cluster.volumes()) {
            if (volume.copies() > 1
                    && volume.bricks().stream()
                            .anyMatch(brick -> brick.pending().isPresent())) {
                verdicts.add(verdict(cluster.health(), volume));
            }
        }
        return verdicts;
    }

    private static Verdict verdict(Health health, Volume volume) {
        double pending = 0;
        for (BrickSet set : volume.sets()) {
            pending += Math.max(0, set.pending() - set.split().size());
        }
        Perf perf = Perf.of(
                "gluster_heal_" + volume.name(), pending, "", health.stack().threshold(ThresholdName.GLUSTER_HEAL));
        return judged(health, volume, pending).with(perf);
    }

    private static Verdict judged(Health health, Volume volume, double pending) {
        String name = volume.name();
        if (pending == 0) {
            return Verdict.ok(GlusterProbe.NAME, Subject.volume(name), CHECK, "nothing waits for heal");
        }
        String words = name + ": " + ClusterRule.count(pending, "entry waits", "entries wait") + " for heal";
        if (volume.lost() > 0) {
            return Verdict.ok(
                    GlusterProbe.NAME, Subject.volume(name), CHECK, words + ", since a brick is away (see bricks)");
        }
        OptionalDouble before = before(health, volume);
        boolean shrinks = before.isPresent() && pending < before.getAsDouble();
        Level level = health.level(ThresholdName.GLUSTER_HEAL, pending);
        if (shrinks) {
            // Healing, as after every return of a brick.
            level = level == Level.CRITICAL ? Level.WARNING : Level.OK;
        }
        boolean off = !volume.on(HEALER, true);
        return Verdict.of(
                        GlusterProbe.NAME,
                        Subject.volume(name),
                        CHECK,
                        level,
                        words
                                + trend(pending, before)
                                + files(volume)
                                + (off ? "; nothing heals them: " + HEALER + " is off" : ""),
                        off
                                ? "gluster volume set " + name + " " + HEALER + " on"
                                : shrinks
                                        ? "wait; gluster volume heal " + name + " info"
                                        : "gluster volume heal " + name + "; if it stays: gluster volume heal " + name
                                                + " info, and glustershd.log on the nodes")
                .asMomentary();
    }

    private static OptionalDouble before(Health health, Volume volume) {
        double sum = 0;
        boolean known = false;
        for (BrickSet set : volume.sets()) {
            double most = 0;
            for (Brick brick : set.bricks()) {
                OptionalDouble one = health.past().value(GlusterProbe.NAME, brick.name(), "pending");
                known |= one.isPresent();
                most = Math.max(most, one.orElse(0));
            }
            sum += most;
        }
        return known ? OptionalDouble.of(sum) : OptionalDouble.empty();
    }

    private static String trend(double pending, OptionalDouble before) {
        if (before.isEmpty() || before.getAsDouble() == pending) {
            return "";
        }
        long last = (long) before.getAsDouble();
        return (pending > last ? ", growing (" : ", shrinking (") + last + " the last time)";
    }

    private static String files(Volume volume) {
        List<String> files = volume.bricks().stream()
                .flatMap(brick -> brick.entries().stream())
                .map(Entry::words)
                .distinct()
                .limit(3)
                .toList();
        return files.isEmpty() ? "" : ": " + String.join(", ", files);
    }
}
