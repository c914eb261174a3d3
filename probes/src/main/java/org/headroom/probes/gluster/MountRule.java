package org.headroom.probes.gluster;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Verdict;

/**
 * Whether a mounted volume answers on its host. That nothing is mounted where it should be is told elsewhere; a mount that
 * waits for a lost brick is told with the brick.
 */
final class MountRule implements ClusterRule {
    private static final String CHECK = "mount";

    @Override
    public List<Verdict> judge(Cluster cluster) {
        return cluster.mounts().stream().map(mount -> verdict(cluster, mount)).toList();
    }

    private static Verdict verdict(Cluster cluster, Mount mount) {
        OptionalDouble frozen = mount.frozenSeconds();
        if (mount.dead().isPresent()) {
            return explained(cluster, mount, "does not work: " + mount.dead().get())
                    .orElseGet(() -> bad(
                            mount,
                            Level.CRITICAL,
                            mount.words() + " does not work: " + mount.dead().get(),
                            "on " + mount.host() + ": umount -l " + mount.path() + " && mount " + mount.path()
                                    + "; why: /var/log/glusterfs/mnt-*.log"));
        }
        if (frozen.isPresent()) {
            String words = mount.value("stuck_seconds").isPresent() || frozen.getAsDouble() >= 60
                    ? "has been frozen for " + (long) frozen.getAsDouble() + " s"
                    : "hangs, no answer within " + (long) Math.max(1, frozen.getAsDouble()) + " s";
            String at = mount.fact("step").map(step -> " (" + step + ")").orElse("");
            Verdict hangs = explained(cluster, mount, words)
                    .orElseGet(() -> bad(
                            mount,
                            Level.CRITICAL,
                            mount.words() + " " + words + at + ": whoever opens a file there waits",
                            "on " + mount.host() + ": is the glusterfs process of " + mount.path()
                                    + " stopped (ps: state T)? Are bricks reachable? If not to be mended: umount -l "
                                    + mount.path() + " && mount " + mount.path()));
            return mount.perhapsFrozen() ? hangs.asMomentary() : hangs;
        }
        return mount.busy() || !mount.looked()
                ? Verdict.ok(
                        GlusterProbe.NAME,
                        mount.subject(),
                        CHECK,
                        mount.busy()
                                ? "another look is at it at this moment"
                                : "slow: not looked at to the end in time")
                : touched(cluster, mount);
    }

    private static Verdict touched(Cluster cluster, Mount mount) {
        Optional<String> problem = List.of("lookup_problem", "read_problem", "stat_problem", "list_problem").stream()
                .flatMap(name -> mount.fact(name).stream())
                .findFirst();
        if (problem.isEmpty()) {
            return Verdict.ok(GlusterProbe.NAME, mount.subject(), CHECK, "answers");
        }
        return explained(cluster, mount, problem.get())
                .orElseGet(() -> bad(
                        mount,
                        mount.value("read_seconds").isPresent() ? Level.WARNING : Level.CRITICAL,
                        mount.words() + " gives errors: " + problem.get(),
                        "gluster volume heal " + mount.volume() + " info split-brain; /var/log/glusterfs/mnt-*.log on "
                                + mount.host()));
    }

    // The brick's verdict has it all; here is no second alarm.
    private static Optional<Verdict> explained(Cluster cluster, Mount mount, String words) {
        boolean split = cluster.volume(mount.volume()).stream()
                .flatMap(volume -> volume.sets().stream())
                .anyMatch(set -> !set.split().isEmpty());
        if (cluster.explained(mount.volume()) || (split && words.contains("nput/output error"))) {
            return Optional.of(Verdict.ok(
                    GlusterProbe.NAME, mount.subject(), CHECK, words + ", as follows from the volume's bricks"));
        }
        return Optional.empty();
    }

    private static Verdict bad(Mount mount, Level level, String message, String advice) {
        return Verdict.of(GlusterProbe.NAME, mount.subject(), CHECK, level, message, advice);
    }
}
