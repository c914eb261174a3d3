package org.headroom.probes.gluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Perf;
import org.headroom.probes.health.Subject;
import org.headroom.probes.health.Verdict;
import org.headroom.scenarios.stack.Gluster;

/**
 * Whether every brick of a volume serves, and what it stands if not. CRITICAL: writes fail, files are missing, or the loss
 * of one more brick gets there. What one brick lacks meanwhile, and mounts that wait for it, are told with it.
 */
final class BricksRule implements ClusterRule {
    private static final String CHECK = "bricks";

    @Override
    public List<Verdict> judge(Cluster cluster) {
        if (cluster.seen().isEmpty()) {
            return List.of();
        }
        List<Verdict> verdicts = new ArrayList<>();
        for (Gluster.Volume expected : cluster.expected().volumes()) {
            Optional<Volume> volume = cluster.volume(expected.name());
            verdicts.add(
                    volume.isPresent()
                            ? verdict(cluster, volume.get(), expected.bricks())
                            : Verdict.of(
                                    GlusterProbe.NAME,
                                    Subject.volume(expected.name()),
                                    CHECK,
                                    Level.CRITICAL,
                                    "the cluster has no volume " + expected.name(),
                                    "gluster volume list; mend gluster.volumes in the stack file if it has another name"));
        }
        return verdicts;
    }

    private static Verdict verdict(Cluster cluster, Volume volume, OptionalInt expected) {
        int all = volume.bricks().size();
        int wanted = Math.max(all, expected.orElse(all));
        Perf perf = Perf.of("gluster_bricks_" + volume.name(), all - volume.lost(), "")
                .upTo(wanted);
        return judged(cluster, volume, wanted).with(perf);
    }

    private static Verdict judged(Cluster cluster, Volume volume, int wanted) {
        String name = volume.name();
        if (!volume.started()) {
            return Verdict.of(
                    GlusterProbe.NAME,
                    Subject.volume(name),
                    CHECK,
                    Level.CRITICAL,
                    "volume " + name + " is stopped",
                    "gluster volume start " + name);
        }
        List<BrickSet> hit =
                volume.sets().stream().filter(set -> !set.lost().isEmpty()).toList();
        if (!hit.isEmpty()) {
            return lost(cluster, volume, hit);
        }
        int all = volume.bricks().size();
        if (all < wanted) {
            return Verdict.of(
                    GlusterProbe.NAME,
                    Subject.volume(name),
                    CHECK,
                    Level.WARNING,
                    name + " has " + all + " bricks, " + wanted + " are expected",
                    "gluster volume add-brick " + name + ", or mend bricks of the volume in the stack file");
        }
        long unseen = volume.bricks().stream()
                .filter(brick -> brick.state() == Brick.State.UNSEEN)
                .count();
        return Verdict.ok(
                GlusterProbe.NAME,
                Subject.volume(name),
                CHECK,
                unseen == 0
                        ? "all " + all + " bricks serve"
                        : (all - unseen) + " bricks serve, " + unseen + " unknown");
    }

    private static Verdict lost(Cluster cluster, Volume volume, List<BrickSet> hit) {
        String name = volume.name();
        List<Brick> lost = hit.stream().flatMap(set -> set.lost().stream()).toList();
        boolean writable = hit.stream().allMatch(BrickSet::writable);
        String words = lost.stream().map(Brick::words).collect(Collectors.joining(", "));
        String message = name + ": brick " + words + "; " + left(volume, hit) + backlog(hit) + frozen(cluster, volume);
        boolean told = lost.stream()
                .allMatch(brick -> brick.state() == Brick.State.AWAY
                        || Machines.expectedAway(cluster.health().stack(), brick.host()));
        if (told && writable) {
            return Verdict.ok(GlusterProbe.NAME, Subject.volume(name), CHECK, message + " (see peers)");
        }
        boolean stands = hit.stream().allMatch(BrickSet::standsAnother);
        return Verdict.of(
                GlusterProbe.NAME,
                Subject.volume(name),
                CHECK,
                stands ? Level.WARNING : Level.CRITICAL,
                message,
                advice(name, lost));
    }

    private static String left(Volume volume, List<BrickSet> hit) {
        BrickSet worst = hit.stream()
                .min((one, other) -> Integer.compare(one.left(), other.left()))
                .orElseThrow();
        int copies = worst.bricks().size();
        if (volume.copies() == 1) {
            return "the files on it are missing, since the volume keeps no copies";
        }
        String words = worst.left() + " of " + copies + (volume.spare() > 0 ? " fragments" : " replicas") + " left";
        if (!worst.writable()) {
            return words + ", no quorum: writes fail, and reads may";
        }
        return words + "; writes still work" + (worst.standsAnother() ? "" : ", but the loss of one more stops them");
    }

    private static String backlog(List<BrickSet> hit) {
        double pending = hit.stream().mapToDouble(BrickSet::pending).sum();
        return pending == 0 ? "" : "; " + ClusterRule.count(pending, "entry waits", "entries wait") + " for heal";
    }

    private static String frozen(Cluster cluster, Volume volume) {
        List<String> hosts = cluster.mounts(volume).stream()
                .filter(mount -> mount.frozenSeconds().isPresent())
                .map(Mount::host)
                .toList();
        return hosts.isEmpty()
                ? ""
                : "; frozen meanwhile on " + String.join(", ", hosts) + " (until network.ping-timeout, "
                        + volume.options().getOrDefault("network.ping-timeout", "42") + " s, is over)";
    }

    private static String advice(String volume, List<Brick> lost) {
        Brick first = lost.getFirst();
        return switch (first.state()) {
            case FROZEN ->
                "kill -CONT that process on " + first.host() + ", or kill it and: gluster volume start " + volume
                        + " force";
            case SILENT ->
                "see dmesg and /var/log/glusterfs/bricks on " + first.host()
                        + "; if it stays so, kill it and: gluster volume start " + volume + " force";
            case AWAY -> "bring " + first.host() + " or its line back";
            case DOWN, UP, UNSEEN ->
                "gluster volume start " + volume + " force (starts what is down, touches nothing else); why: "
                        + "/var/log/glusterfs/bricks on " + first.host();
        };
    }
}
