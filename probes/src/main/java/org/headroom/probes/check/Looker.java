package org.headroom.probes.check;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.headroom.probes.health.Health;
import org.headroom.probes.health.HealthRule;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Observations;
import org.headroom.probes.health.Past;
import org.headroom.probes.health.ProbeAnswer;
import org.headroom.probes.health.Subject;
import org.headroom.probes.health.Verdict;
import org.headroom.probes.reading.Sample;
import org.headroom.probes.sampling.Probe;
import org.headroom.scenarios.stack.Stack;

/**
 * Looks at everything once, and where a burst could be the cause of an alarm ({@link Verdict#momentary}) up to
 * {@value #AGAIN} times more: a full pool of workers that is not full a moment later is no alarm.
 */
public final class Looker {
    private static final int AGAIN = 2;
    private static final Duration PAUSE = Duration.ofMillis(400);
    private static final Duration LEAST_LEFT = Duration.ofMillis(1500);

    private final Stack stack;
    private final List<Probe> probes;
    private final Judge judge;
    private final Clock clock;
    private final Sampling sampling;

    public Looker(Stack stack, List<Probe> probes, List<HealthRule> rules, Clock clock) {
        this.stack = stack;
        this.probes = List.copyOf(probes);
        this.judge = new Judge(rules);
        this.clock = clock;
        this.sampling = new Sampling(clock);
    }

    /** Looks; back when {@code deadline} has passed, at the latest. */
    public Look look(Past past, Duration deadline) {
        long began = System.nanoTime();
        long end = began + deadline.toNanos();
        List<ProbeAnswer> answers = sampling.ask(probes, deadline);
        Observations now = new Observations(Instant.now(clock), answers);
        List<Verdict> verdicts = judge.judge(new Health(stack, now, past));
        for (int i = 0; i < AGAIN && left(end).compareTo(LEAST_LEFT) > 0; i++) {
            List<Verdict> doubtful = verdicts.stream()
                    .filter(verdict -> verdict.momentary() && !verdict.good())
                    .toList();
            if (doubtful.isEmpty() || Thread.currentThread().isInterrupted()) {
                break;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            answers = again(answers, doubtful, left(end));
            now = new Observations(Instant.now(clock), answers);
            verdicts = lasting(doubtful, judge.judge(new Health(stack, now, past)));
        }
        return new Look(now, verdicts, Duration.ofNanos(System.nanoTime() - began));
    }

    private static Duration left(long end) {
        return Duration.ofNanos(end - System.nanoTime());
    }

    private List<ProbeAnswer> again(List<ProbeAnswer> answers, List<Verdict> doubtful, Duration left) {
        List<Probe> concerned = probes.stream()
                .filter(probe -> doubtful.stream().anyMatch(verdict -> concerns(verdict, probe)))
                .toList();
        List<ProbeAnswer> fresh = sampling.ask(concerned, left.minusMillis(300));
        List<ProbeAnswer> all = new ArrayList<>();
        for (ProbeAnswer answer : answers) {
            all.add(fresh.stream()
                    .filter(one ->
                            one.probe().equals(answer.probe()) && one.host().equals(answer.host()))
                    // What was read a moment ago is better than nothing.
                    .filter(one -> !(one.sample() instanceof Sample.Failed) || answer.sample() instanceof Sample.Failed)
                    .findFirst()
                    .orElse(answer));
        }
        return List.copyOf(all);
    }

    /** The probes that the verdict is about; when it is about no single one, all of its kind. */
    private boolean concerns(Verdict verdict, Probe probe) {
        if (!probe.name().equals(verdict.probe())) {
            return false;
        }
        if (Subject.spansHosts(verdict.host())) {
            return true;
        }
        boolean ofOne = probes.stream()
                .anyMatch(one -> one.name().equals(verdict.probe()) && Parts.isPartOf(verdict.host(), one.host()));
        return !ofOne || Parts.isPartOf(verdict.host(), probe.host());
    }

    /** The new verdicts, but no momentary alarm of what was well a moment ago. */
    private static List<Verdict> lasting(List<Verdict> doubtful, List<Verdict> fresh) {
        Set<String> bad = new HashSet<>();
        doubtful.forEach(verdict -> bad.add(verdict.key()));
        return fresh.stream()
                .map(verdict -> verdict.momentary() && !verdict.good() && !bad.contains(verdict.key())
                        ? verdict.at(Level.OK)
                        : verdict)
                .toList();
    }
}
