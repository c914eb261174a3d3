package org.headroom.probes;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.headroom.probes.health.Health;
import org.headroom.probes.health.HealthRule;
import org.headroom.probes.health.Observations;
import org.headroom.probes.health.Past;
import org.headroom.probes.health.ProbeAnswer;
import org.headroom.probes.health.Verdict;
import org.headroom.probes.reading.Fact;
import org.headroom.probes.reading.ProbeFailure;
import org.headroom.probes.reading.Reading;
import org.headroom.probes.reading.Sample;
import org.headroom.scenarios.stack.Stack;

/** Puts together what rules look at: what each probe said of a host, now and at the run before. */
public final class HealthOf {
    private static final Instant NOW = Instant.parse("2026-11-26T08:00:00Z");

    private final Stack stack;
    private final Map<String, List<Reading>> readings = new LinkedHashMap<>();
    private final Map<String, List<Fact>> facts = new LinkedHashMap<>();
    private final Map<String, Sample> failures = new LinkedHashMap<>();
    private Past past = Past.NONE;

    public HealthOf(Stack stack) {
        this.stack = stack;
    }

    /** Numbers: name, value, name, value… */
    public HealthOf numbers(String probe, String host, Object... pairs) {
        List<Reading> list = readings.computeIfAbsent(probe + " " + host, _ -> new ArrayList<>());
        for (int i = 0; i < pairs.length; i += 2) {
            String name = (String) pairs[i];
            list.removeIf(one -> one.name().equals(name));
            list.add(new Reading(NOW, probe, host, name, ((Number) pairs[i + 1]).doubleValue(), "count"));
        }
        failures.remove(probe + " " + host);
        return this;
    }

    public HealthOf fact(String probe, String host, String name, String text) {
        facts.computeIfAbsent(probe + " " + host, _ -> new ArrayList<>()).add(new Fact(probe, host, name, text));
        return this;
    }

    public HealthOf fails(String probe, String host, ProbeFailure.Cause cause, String problem) {
        readings.remove(probe + " " + host);
        failures.put(
                probe + " " + host, new Sample.Failed(new ProbeFailure(NOW, probe, host, problem, "mend it", cause)));
        return this;
    }

    /** What was said up to here was said a minute ago, too. */
    public HealthOf aMinuteAgo() {
        past = Past.NONE.after(now(NOW.minus(Duration.ofMinutes(1))));
        return this;
    }

    public List<Verdict> judgedBy(HealthRule rule) {
        return rule.judge(new Health(stack, now(NOW), past));
    }

    /** The only verdict. */
    public Verdict verdict(HealthRule rule) {
        List<Verdict> verdicts = judgedBy(rule);
        if (verdicts.size() != 1) {
            throw new AssertionError("not one verdict: " + verdicts);
        }
        return verdicts.getFirst();
    }

    private Observations now(Instant time) {
        List<ProbeAnswer> answers = new ArrayList<>();
        readings.forEach((key, list) -> {
            String[] names = key.split(" ", 2);
            answers.add(
                    new ProbeAnswer(names[0], names[1], new Sample.Readings(list, facts.getOrDefault(key, List.of()))));
        });
        failures.forEach((key, failure) -> {
            String[] names = key.split(" ", 2);
            answers.add(new ProbeAnswer(names[0], names[1], failure));
        });
        return new Observations(time, answers);
    }
}
