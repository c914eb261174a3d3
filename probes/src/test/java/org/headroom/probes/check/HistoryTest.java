package org.headroom.probes.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Observations;
import org.headroom.probes.health.ProbeAnswer;
import org.headroom.probes.health.Subject;
import org.headroom.probes.health.Verdict;
import org.headroom.scenarios.stack.Checking;
import org.headroom.scenarios.stack.Silence;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private static final Instant START = Instant.parse("2026-12-01T22:30:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static Verdict verdict(Level level) {
        return Verdict.of("galera", "db3", "state", level, "is so", "do so");
    }

    /** The levels that count, run after run, a minute apart. */
    private static List<Level> counted(Checking checking, String levels) {
        History history = new History(checking, () -> ZoneOffset.UTC);
        CheckState state = CheckState.NONE;
        List<Level> counted = new ArrayList<>();
        Instant now = START;
        for (int i = 0; i < levels.length(); i++) {
            Look look = look(now, verdict(History.levelOf(levels.charAt(i))));
            counted.add(history.judged(look.verdicts(), state, now).getFirst().level());
            state = history.after(state, look, false);
            now = now.plus(MINUTE);
        }
        return counted;
    }

    private static Look look(Instant now, Verdict... verdicts) {
        return new Look(new Observations(now, List.of()), List.of(verdicts), Duration.ZERO);
    }

    private static Checking agreeing(int agreeing, int window) {
        return new Checking(agreeing, window, List.of(), List.of());
    }

    @Test
    void withoutHysteresisEveryRunCounts() {
        assertThat(counted(Checking.STANDARD, "OCOW"))
                .containsExactly(Level.OK, Level.CRITICAL, Level.OK, Level.WARNING);
    }

    @Test
    void threeOfFiveMustAgreeBeforeAnAlarmAndBeforeItsEnd() {
        assertThat(counted(agreeing(3, 5), "CCCOOO"))
                .containsExactly(Level.OK, Level.OK, Level.CRITICAL, Level.CRITICAL, Level.CRITICAL, Level.OK);
    }

    @Test
    void warningsAndCriticalsAgreeOnAWarning() {
        assertThat(counted(agreeing(3, 5), "CWC")).containsExactly(Level.OK, Level.OK, Level.WARNING);
    }

    @Test
    void sinceIsWhenTheLevelBegan() {
        History history = new History(Checking.STANDARD, () -> ZoneOffset.UTC);
        CheckState first = history.after(CheckState.NONE, look(START, verdict(Level.CRITICAL)), false);
        Instant later = START.plus(Duration.ofHours(2));
        assertThat(history.judged(List.of(verdict(Level.CRITICAL)), first, later)
                        .getFirst()
                        .since())
                .isEqualTo(START);
        assertThat(history.judged(List.of(verdict(Level.WARNING)), first, later)
                        .getFirst()
                        .since())
                .isEqualTo(later);
    }

    @Test
    void aChangeIsToldOnceByTheRunsThatTellAndNotUsedUpByOthers() {
        History history = new History(Checking.STANDARD, () -> ZoneOffset.UTC);
        Look bad = look(START, verdict(Level.CRITICAL));
        CheckState looked = history.after(CheckState.NONE, bad, false);
        assertThat(changed(history, bad, looked)).isTrue();
        CheckState told = history.after(looked, bad, true);
        assertThat(changed(history, bad, told)).isFalse();
        assertThat(changed(history, look(START, verdict(Level.OK)), told)).isTrue();
    }

    @Test
    void anAlarmThatBeganInSilenceIsToldWhenTheSilenceEnds() {
        Silence silence =
                new Silence(List.of("galera", "db*"), new Silence.When.Daily(LocalTime.of(22, 0), LocalTime.of(2, 0)));
        History history = new History(new Checking(1, 1, List.of(), List.of(silence)), () -> ZoneOffset.UTC);
        Look bad = look(START, verdict(Level.CRITICAL));
        assertThat(history.judged(bad.verdicts(), CheckState.NONE, START)
                        .getFirst()
                        .alarms())
                .isFalse();
        CheckState state = history.after(CheckState.NONE, bad, true);
        Look morning = look(START.plus(Duration.ofHours(4)), verdict(Level.CRITICAL));
        assertThat(changed(history, morning, state)).isTrue();
    }

    @Test
    void aSilenceIsAboutWhatItMatchesAndInItsTimeOnly() {
        Silence.When once =
                new Silence.When.Once(LocalDateTime.parse("2026-12-01T22:00"), LocalDateTime.parse("2026-12-01T23:00"));
        Silence silence = new Silence(List.of("*", "db3"), once);
        assertThat(silence.matches("galera", "db3", "state")).isTrue();
        assertThat(silence.matches("galera", "db33", "state")).isFalse();
        assertThat(silence.on(LocalDateTime.parse("2026-12-01T22:59"))).isTrue();
        assertThat(silence.on(LocalDateTime.parse("2026-12-01T23:00"))).isFalse();
    }

    @Test
    void aHostThatIsExpectedToBeAwayCallsNobodyNorDoesWhatIsOnIt() {
        History history = new History(new Checking(1, 1, List.of("origin3"), List.of()), () -> ZoneOffset.UTC);
        List<Verdict> verdicts = List.of(
                Verdict.of("host", "origin3", "reachable", Level.CRITICAL, "", ""),
                Verdict.of("fpm", "origin3/site1", "pool", Level.CRITICAL, "", ""),
                Verdict.of("fpm", "origin33/site1", "pool", Level.CRITICAL, "", ""));
        assertThat(history.judged(verdicts, CheckState.NONE, START))
                .extracting(Judged::alarms)
                .containsExactly(false, false, true);
    }

    @Test
    void whatIsOnAHostThatIsAwayFollowsFromThat() {
        History history = new History(Checking.STANDARD, () -> ZoneOffset.UTC);
        List<Verdict> verdicts = List.of(
                Verdict.of("galera", "origin3", "node", Level.CRITICAL, "", ""),
                Verdict.of("host", "origin3", "reachable", Level.CRITICAL, "", ""));
        assertThat(history.judged(verdicts, CheckState.NONE, START).getFirst().because())
                .contains("host origin3 reachable");
    }

    @Test
    void whatWasNotJudgedForAMonthIsForgotten() {
        History history = new History(Checking.STANDARD, () -> ZoneOffset.UTC);
        CheckState state = history.after(CheckState.NONE, look(START, verdict(Level.CRITICAL)), true);
        Instant later = START.plus(History.FORGOTTEN).plus(MINUTE);
        assertThat(history.after(state, look(later), true).known()).isEmpty();
    }

    @Test
    void whatIsNoLongerReportedIsWellAgainSoThatItCanAlarmAnew() {
        History history = new History(Checking.STANDARD, () -> ZoneOffset.UTC);
        Verdict broken = Verdict.of("galera", "db3", "answer", Level.UNKNOWN, "no answer", "look");
        CheckState told = history.after(CheckState.NONE, look(START, broken), true);
        Observations asked = new Observations(
                START.plus(MINUTE),
                List.of(new ProbeAnswer("galera", "db3", FakeProbe.readings("galera", "db3", "size", 3))));
        Look well = history.completed(new Look(asked, List.of(), Duration.ZERO), told);
        assertThat(well.verdicts()).extracting(Verdict::key).containsExactly("galera db3 answer");
        assertThat(changed(history, well, told)).isTrue();
        CheckState after = history.after(told, well, true);
        assertThat(changed(history, look(START.plus(MINUTE), broken), after)).isTrue();
        assertThat(history.completed(look(START.plus(MINUTE)), told).verdicts())
                .as("its probe was not asked")
                .isEmpty();
    }

    @Test
    void nothingIsWellAgainOfWhatCouldNotBeSeen() {
        History history = new History(Checking.STANDARD, () -> ZoneOffset.UTC);
        Verdict queue = Verdict.of("fpm", "origin1/site1", "queue", Level.CRITICAL, "is long", "look");
        Verdict split = Verdict.of("gluster", Subject.volume("wp"), "split-brain", Level.CRITICAL, "is split", "heal");
        CheckState told = history.after(CheckState.NONE, look(START, queue, split), true);
        Observations now = new Observations(
                START.plus(MINUTE),
                List.of(
                        new ProbeAnswer("fpm", "origin1/site1", FakeProbe.failed("fpm", "origin1/site1", "refused")),
                        new ProbeAnswer("gluster", "db1", FakeProbe.readings("gluster", "db1", "peers", 3))));
        assertThat(history.completed(new Look(now, List.of(), Duration.ZERO), told)
                        .verdicts())
                .isEmpty();
    }

    private static boolean changed(History history, Look look, CheckState state) {
        return history.judged(look.verdicts(), state, look.now().time())
                .getFirst()
                .changed();
    }
}
