package org.headroom.probes.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.headroom.probes.health.Health;
import org.headroom.probes.health.HealthRule;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Past;
import org.headroom.probes.health.Subject;
import org.headroom.probes.health.Verdict;
import org.headroom.scenarios.stack.Stack;
import org.headroom.scenarios.stack.StackFile;
import org.headroom.scenarios.stack.ThresholdName;
import org.headroom.scenarios.yaml.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LookerTest {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private static Stack stack() {
        try {
            return StackFile.parse("stack.yaml", "schema: 1\n", Path.of("/"));
        } catch (ConfigException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Verdict> busyRule(Health health) {
        List<Verdict> verdicts = new ArrayList<>();
        for (String host : health.now().hosts("apache")) {
            health.now().value("apache", host, "busy").ifPresent(value -> {
                Level level = health.level(ThresholdName.APACHE_BUSY, value);
                verdicts.add(Verdict.of("apache", host, "busy", level, "busy " + value, "")
                        .asMomentary());
            });
        }
        return verdicts;
    }

    private static Look look(Duration deadline, HealthRule rule, FakeProbe... probes) {
        return new Looker(stack(), List.of(probes), List.of(rule), Clock.systemUTC()).look(Past.NONE, deadline);
    }

    @Test
    void aBurstThatIsOverAMomentLaterAlarmsNobody() {
        FakeProbe burst = FakeProbe.busy("origin1", 1.0, 0.2);
        FakeProbe other = FakeProbe.busy("origin2", 0.1);
        Look look = look(DEADLINE, LookerTest::busyRule, burst, other);
        assertThat(look.verdicts()).extracting(Verdict::level).containsOnly(Level.OK);
        assertThat(burst.asked()).isEqualTo(2);
        assertThat(other.asked()).isOne();
    }

    @Test
    void ofAVolumeThatIsCalledLikeAHostEveryHostIsLookedAtAgain() {
        FakeProbe namesake = FakeProbe.busy("web2", 0.1);
        FakeProbe burst = FakeProbe.busy("origin3", 1.0, 0.2);
        HealthRule worst = health -> {
            double value = health.now().hosts("apache").stream()
                    .mapToDouble(
                            host -> health.now().value("apache", host, "busy").orElse(0))
                    .max()
                    .orElse(0);
            Level level = health.level(ThresholdName.APACHE_BUSY, value);
            return List.of(Verdict.of("apache", Subject.volume("web2"), "latency", level, "", "")
                    .asMomentary());
        };
        Look look = look(DEADLINE, worst, namesake, burst);
        assertThat(look.verdicts()).extracting(Verdict::level).containsOnly(Level.OK);
        assertThat(burst.asked()).isEqualTo(2);
    }

    @Test
    void whatStaysFullAlarmsAfterThreeLooks() {
        FakeProbe full = FakeProbe.busy("origin1", 1.0);
        Look look = look(DEADLINE, LookerTest::busyRule, full);
        assertThat(look.verdicts()).extracting(Verdict::level).containsExactly(Level.CRITICAL);
        assertThat(full.asked()).isEqualTo(3);
    }

    @Test
    void whatBecomesFullWhileAnotherIsLookedAtAgainDoesNotAlarm() {
        // Two pools of one probe: the second is full only in the second look.
        FakeProbe first = FakeProbe.busy("origin1", 1.0, 0.1);
        FakeProbe second = FakeProbe.busy("origin1", 0.1, 1.0);
        HealthRule rule = health -> {
            double value = health.now().value("apache", "origin1", "busy").orElse(0);
            Level level = health.level(ThresholdName.APACHE_BUSY, value);
            return List.of(Verdict.of("apache", "origin1", first.asked() == 1 ? "a" : "b", level, "", "")
                    .asMomentary());
        };
        Look look = look(DEADLINE, rule, first, second);
        assertThat(look.verdicts()).extracting(Verdict::level).containsOnly(Level.OK);
    }

    @Test
    @Timeout(30)
    void aProbeThatNeverAnswersIsUnknownAndHoldsUpNobody() {
        CountDownLatch never = new CountDownLatch(1);
        FakeProbe hung = new FakeProbe("gluster", "origin3", _ -> {
            while (true) {
                try {
                    never.await();
                } catch (InterruptedException _) {
                    // As a native call that hears of nothing.
                }
            }
        });
        Look look = look(Duration.ofMillis(300), LookerTest::busyRule, hung, FakeProbe.busy("origin1", 0.1));
        assertThat(look.verdicts())
                .extracting(Verdict::key, Verdict::level)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("apache origin1 busy", Level.OK),
                        org.assertj.core.groups.Tuple.tuple("gluster origin3 answer", Level.UNKNOWN));
    }

    @Test
    @Timeout(30)
    void aProbeThatHangsIsNotAskedAgainBeforeItHasComeBack() throws InterruptedException {
        CountDownLatch free = new CountDownLatch(1);
        CountDownLatch freed = new CountDownLatch(1);
        FakeProbe hung = new FakeProbe("gluster", "origin3", _ -> {
            try {
                free.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            freed.countDown();
            return FakeProbe.failed("gluster", "origin3", "late");
        });
        Looker looker = new Looker(stack(), List.of(hung), List.of(), Clock.systemUTC());
        looker.look(Past.NONE, Duration.ofMillis(200));
        Look second = looker.look(Past.NONE, Duration.ofMillis(200));
        assertThat(second.verdicts().getFirst().message()).contains("an earlier look still hangs");
        assertThat(hung.asked()).isOne();

        free.countDown();
        freed.await();
        Look third = looker.look(Past.NONE, Duration.ofSeconds(20));
        while (third.verdicts().getFirst().message().contains("an earlier look")) {
            third = looker.look(Past.NONE, Duration.ofSeconds(20));
        }
        assertThat(third.verdicts().getFirst().message()).contains("late");
        assertThat(hung.asked()).isEqualTo(2);
    }

    @Test
    void aFailureThatARuleSpeaksOfIsNotToldTwice() {
        FakeProbe dead = new FakeProbe("galera", "db3", _ -> FakeProbe.failed("galera", "db3", "refused"));
        HealthRule rule =
                health -> List.of(Verdict.of("galera", "db3", "state", Level.CRITICAL, "is down", "start it"));
        assertThat(look(DEADLINE, rule, dead).verdicts())
                .extracting(Verdict::key)
                .containsExactly("galera db3 state");
    }

    @Test
    void aRuleOrProbeThatBreaksIsUnknownAndTheOthersCount() {
        FakeProbe broken = new FakeProbe("fpm", "origin1", _ -> {
            throw new IllegalStateException("boom");
        });
        HealthRule rule = _ -> {
            throw new IllegalStateException("bang");
        };
        assertThat(look(DEADLINE, rule, broken).verdicts())
                .extracting(Verdict::level, Verdict::probe)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(Level.UNKNOWN, "headroom"),
                        org.assertj.core.groups.Tuple.tuple(Level.UNKNOWN, "fpm"));
    }
}
