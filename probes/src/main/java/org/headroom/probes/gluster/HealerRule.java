package org.headroom.probes.gluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Subject;
import org.headroom.probes.health.Verdict;

/** The self-heal daemon of every node with bricks: without it a brick that comes back stays behind. */
final class HealerRule implements ClusterRule {
    private static final String CHECK = "self-heal";

    @Override
    public List<Verdict> judge(Cluster cluster) {
        List<Verdict> verdicts = new ArrayList<>();
        for (Volume volume : cluster.volumes()) {
            if (volume.copies() > 1 && volume.started() && !volume.healers().isEmpty()) {
                verdicts.add(verdict(volume));
            }
        }
        return verdicts;
    }

    private static Verdict verdict(Volume volume) {
        String name = volume.name();
        if (!volume.on("cluster.self-heal-daemon", true)) {
            return Verdict.ok(
                    GlusterProbe.NAME,
                    Subject.volume(name),
                    CHECK,
                    "cluster.self-heal-daemon is off: what a brick misses is only healed when somebody opens it");
        }
        List<String> troubles = volume.healers().entrySet().stream()
                .filter(entry -> entry.getValue().matches("none|[TtZX].*"))
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getKey() + (entry.getValue().equals("none") ? " (not running)" : " (frozen)"))
                .toList();
        if (troubles.isEmpty()) {
            return Verdict.ok(
                    GlusterProbe.NAME,
                    Subject.volume(name),
                    CHECK,
                    "self-heal daemons run on " + volume.healers().size() + " nodes");
        }
        return Verdict.of(
                GlusterProbe.NAME,
                Subject.volume(name),
                CHECK,
                Level.WARNING,
                name + ": no self-heal daemon on " + String.join(", ", troubles)
                        + ": what bricks there have missed or hold for others is not healed",
                "gluster volume start " + name + " force starts it; why: /var/log/glusterfs/glustershd.log");
    }
}
