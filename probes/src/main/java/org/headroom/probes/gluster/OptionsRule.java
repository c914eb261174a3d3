package org.headroom.probes.gluster;

import java.util.List;
import org.headroom.probes.health.Subject;
import org.headroom.probes.health.Verdict;

/**
 * Options that make WordPress slow on Gluster. Advice, never an alarm: nobody wants to be called for years because of what
 * somebody has decided.
 */
final class OptionsRule implements ClusterRule {
    private static final String CHECK = "options";

    @Override
    public List<Verdict> judge(Cluster cluster) {
        return cluster.volumes().stream().map(OptionsRule::verdict).toList();
    }

    private static Verdict verdict(Volume volume) {
        List<String> advice = VolumeAdvice.lacking(volume.options());
        String message = advice.isEmpty()
                ? "metadata cache and its invalidation are on"
                : "advice: gluster volume set " + volume.name() + " " + String.join(" ", advice)
                        + " — spares WordPress a round trip to every brick for each small file";
        return Verdict.ok(GlusterProbe.NAME, Subject.volume(volume.name()), CHECK, message);
    }
}
