package org.headroom.probes.gluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.headroom.probes.health.Health;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Perf;
import org.headroom.probes.health.Subject;
import org.headroom.probes.health.Verdict;
import org.headroom.scenarios.stack.ThresholdName;

/**
 * How fast each brick has worked since the last time, by Gluster's own profile, where somebody has switched it on. Names the
 * brick that slows a volume down.
 */
final class AnswerTimeRule implements ClusterRule {
    private static final String CHECK = "answer-time";
    /** Fewer calls say nothing of a brick. */
    private static final double ENOUGH = 50;

    private record Answers(Brick brick, double calls, double mean) {}

    @Override
    public List<Verdict> judge(Cluster cluster) {
        List<Verdict> verdicts = new ArrayList<>();
        for (Volume volume : cluster.volumes()) {
            List<Answers> answers = volume.bricks().stream()
                    .filter(brick -> brick.state() == Brick.State.UP)
                    .flatMap(brick -> answers(cluster.health(), brick).stream())
                    .toList();
            if (!answers.isEmpty()) {
                verdicts.add(verdict(cluster.health(), volume.name(), answers));
            }
        }
        return verdicts;
    }

    private static Optional<Answers> answers(Health health, Brick brick) {
        String subject = HelperAnswer.profiled(brick.name());
        OptionalDouble calls = health.grown(GlusterProbe.NAME, subject, "calls_total");
        OptionalDouble seconds = health.grown(GlusterProbe.NAME, subject, "calls_seconds_total");
        return calls.isPresent() && seconds.isPresent() && calls.getAsDouble() >= ENOUGH
                ? Optional.of(new Answers(brick, calls.getAsDouble(), seconds.getAsDouble() / calls.getAsDouble()))
                : Optional.empty();
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
            return Verdict.ok(
                            GlusterProbe.NAME,
                            Subject.volume(volume),
                            CHECK,
                            "mean of each brick's operations: " + words)
                    .with(perf);
        }
        return Verdict.of(
                        GlusterProbe.NAME,
                        Subject.volume(volume),
                        CHECK,
                        level,
                        volume + ": brick " + slowest.brick().name() + " takes " + LatencyRule.millis(slowest.mean())
                                + " for an operation, over " + (long) slowest.calls() + " since the last time (" + words
                                + ")",
                        "disk and load of " + slowest.brick().host() + "; gluster volume profile " + volume + " info")
                .with(perf);
    }
}
