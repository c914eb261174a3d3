package org.headroom.probes.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.headroom.probes.health.Health;
import org.headroom.probes.health.HealthRule;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.ProbeAnswer;
import org.headroom.probes.health.Verdict;
import org.headroom.probes.reading.ProbeFailure;
import org.headroom.probes.reading.Sample;

/** All rules' verdicts, and one for each probe that could not read and that no rule spoke of. Pure. */
final class Judge {
    /** The check of a probe that could not read. */
    static final String ANSWER = "answer";

    private final List<HealthRule> rules;

    Judge(List<HealthRule> rules) {
        this.rules = List.copyOf(rules);
    }

    List<Verdict> judge(Health health) {
        Map<String, Verdict> byKey = new LinkedHashMap<>();
        for (HealthRule rule : rules) {
            for (Verdict verdict : verdictsOf(rule, health)) {
                byKey.merge(verdict.key(), verdict, Judge::worse);
            }
        }
        for (ProbeAnswer answer : health.now().answers()) {
            if (answer.sample() instanceof Sample.Failed(ProbeFailure failure)
                    && byKey.values().stream().noneMatch(verdict -> isAbout(verdict, answer))) {
                Verdict unknown = Verdict.of(
                        answer.probe(), answer.host(), ANSWER, Level.UNKNOWN, failure.problem(), failure.advice());
                byKey.put(unknown.key(), unknown);
            }
        }
        return List.copyOf(byKey.values());
    }

    // A rule must not throw; if one does, the others still count, and nobody believes that all is well.
    private static List<Verdict> verdictsOf(HealthRule rule, Health health) {
        try {
            return rule.judge(health);
        } catch (RuntimeException e) {
            String name = rule.getClass().getSimpleName();
            List<Verdict> broken = new ArrayList<>();
            broken.add(Verdict.of(
                    "headroom",
                    "check",
                    "rule-" + name,
                    Level.UNKNOWN,
                    "rule " + name + " broke: " + e,
                    "please report this as a bug of Headroom"));
            return broken;
        }
    }

    private static Verdict worse(Verdict one, Verdict other) {
        return other.level().compareTo(one.level()) > 0 ? other : one;
    }

    private static boolean isAbout(Verdict verdict, ProbeAnswer answer) {
        return verdict.probe().equals(answer.probe()) && Parts.isPartOf(verdict.host(), answer.host());
    }
}
