package org.headroom.probes.gluster;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Subject;
import org.headroom.probes.health.Verdict;

/** Files of which every copy is called stale by another: reading them fails until somebody says which one is right. */
final class SplitBrainRule implements ClusterRule {
    private static final int NAMED = 5;

    @Override
    public List<Verdict> judge(Cluster cluster) {
        List<Verdict> verdicts = new ArrayList<>();
        for (Volume volume : cluster.volumes()) {
            boolean seen =
                    volume.bricks().stream().allMatch(brick -> brick.pending().isPresent());
            if (volume.replicated() && seen) {
                List<Entry> split = volume.sets().stream()
                        .flatMap(set -> set.split().stream())
                        .toList();
                verdicts.add(verdict(volume.name(), split));
            }
        }
        return verdicts;
    }

    private static Verdict verdict(String volume, List<Entry> split) {
        if (split.isEmpty()) {
            return Verdict.ok(GlusterProbe.NAME, Subject.volume(volume), "split-brain", "no file in split brain");
        }
        String names = split.stream().limit(NAMED).map(Entry::words).collect(Collectors.joining(", "));
        return Verdict.of(
                GlusterProbe.NAME,
                Subject.volume(volume),
                "split-brain",
                Level.CRITICAL,
                volume + ": " + ClusterRule.count(split.size(), "file", "files")
                        + " in split brain, which nobody can read: " + names
                        + (split.size() > NAMED ? ", …" : ""),
                "look which copy is right, then: gluster volume heal " + volume + " split-brain latest-mtime "
                        + split.getFirst().words() + " (or: source-brick HOST:BRICK FILE)");
    }
}
