package org.headroom.probes.gluster;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.headroom.probes.health.Health;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Perf;
import org.headroom.probes.health.Verdict;
import org.headroom.scenarios.stack.ThresholdName;

/**
 * How fast each brick has answered all mounts together since the last time, by what the mounts count themselves. Names the
 * brick that slows a volume down; needs no profiling.
 */
final class AnswerTimeRule implements ClusterRule {
    private static final String CHECK = "answer-time";
    /** Fewer calls say nothing of a brick. */
    private static final double ENOUGH = 50;

    private record Answers(Brick brick, double calls, double seconds) {
        double mean() {
            return seconds / calls;
        }
    }

    @Override
    public List<Verdict> judge(Cluster cluster) {
        List<Verdict> verdicts = new ArrayList<>();
        for (Volume volume : cluster.volumes()) {
            List<Answers> answers = volume.bricks().stream()
                    .filter(brick -> brick.state() == Brick.State.UP)
                    .map(brick -> answers(cluster, volume, brick))
                    .filter(one -> one.calls() >= ENOUGH)
                    .toList();
            if (!answers.isEmpty()) {
                verdicts.add(verdict(cluster.health(), volume.name(), answers));
            }
        }
        return verdicts;
    }

    private static Answers answers(Cluster cluster, Volume volume, Brick brick) {
        Health health = cluster.health();
        double calls = 0;
        double seconds = 0;
        for (Mount mount : cluster.mounts(volume)) {
            for (Mount.Client client : mount.clients()) {
                if (client.brick().equals(brick.name())) {
                    OptionalDouble more = health.grown(GlusterProbe.NAME, client.subject(), "calls_total");
                    OptionalDouble longer = health.grown(GlusterProbe.NAME, client.subject(), "calls_seconds_total");
                    if (more.isPresent() && longer.isPresent()) {
                        calls += more.getAsDouble();
                        seconds += longer.getAsDouble();
                    }
                }
            }
        }
        return new Answers(brick, calls, seconds);
    }

    private static Verdict verdict(Health health, String volume, List<Answers> answers) {
        Answers slowest = answers.stream()
                .max((one, other) -> Double.compare(one.mean(), other.mean()))
                .orElseThrow();
        Level level = health.level(ThresholdName.GLUSTER_FOP, slowest.mean());
        Perf perf = Perf.of(
                "gluster_answer_" + volume, slowest.mean(), "s", health.stack().threshold(ThresholdName.GLUSTER_FOP));
        String words = answers.stream()
                .map(one -> one.brick().name() + " " + LatencyRule.millis(one.mean()))
                .collect(Collectors.joining(", "));
        if (level == Level.OK) {
            return Verdict.ok(GlusterProbe.NAME, volume, CHECK, "mean answer of each brick: " + words)
                    .with(perf);
        }
        return Verdict.of(
                        GlusterProbe.NAME,
                        volume,
                        CHECK,
                        level,
                        volume + ": brick " + slowest.brick().name() + " takes "
                                + LatencyRule.millis(slowest.mean()) + " for an answer, over "
                                + (long) slowest.calls() + " calls of all mounts (" + words + ")",
                        "disk and load of " + slowest.brick().host() + ", and the line to it")
                .with(perf)
                .asMomentary();
    }
}
