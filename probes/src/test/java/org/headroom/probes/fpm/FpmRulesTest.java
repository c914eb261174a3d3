package org.headroom.probes.fpm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.headroom.probes.HealthOf;
import org.headroom.probes.HereTier;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Verdict;
import org.headroom.probes.reading.ProbeFailure.Cause;
import org.headroom.scenarios.stack.Stack;
import org.junit.jupiter.api.Test;

class FpmRulesTest {
    private static final Stack STACK = HereTier.stack("""
            origins:
              - name: o
                address: 192.0.2.1
                fpm:
                  - { pool: a, status-url: "http://192.0.2.1/a" }
                  - { pool: b, status-url: "http://192.0.2.1/b" }
            """);

    private final HealthOf health = new HealthOf(STACK);

    @Test
    void poolsThatDieWithTheirMasterAreOneAlarm() {
        broken("o/a").fails("fpm", "o/b", Cause.BROKEN, "http://b answered 503");
        health.numbers("fpm-host", "o", "looked", 1, "reached", 1, "masters", 0, "orphans", 0)
                .numbers("fpm", "o", "asked", 1);
        assertThat(alarms()).containsExactly("CRITICAL o: PHP-FPM is not running on o: pools a, b are down");
    }

    @Test
    void childrenThatOutliveTheirMasterAreTold() {
        broken("o/a").fails("fpm", "o/b", Cause.BROKEN, "http://b answered 503");
        health.numbers("fpm-host", "o", "looked", 1, "reached", 1, "masters", 0, "orphans", 4);
        assertThat(health.verdict(new RunningRule()).message()).contains("4 of their children still serve");
    }

    @Test
    void withApacheDownThePoolsAreSeenFromWithin() {
        health.fails("apache", "o", Cause.REFUSED, "refused");
        refused("o/a").fails("fpm", "o/b", Cause.REFUSED, "cannot read http://b: Connection refused");
        master();
        pool("o/a", 3, 0, 0);
        pool("o/b", 3, 1, 0);
        assertThat(alarms()).isEmpty();
        assertThat(health.judgedBy(new ChildrenRule()).getFirst().message())
                .isEqualTo("0 of 3 children busy, nobody waits, seen from within: Apache is down");
    }

    @Test
    void withApacheDownAndNobodyToLookWithinNothingIsSaidOfPools() {
        health.fails("apache", "o", Cause.REFUSED, "refused");
        refused("o/a").fails("fpm", "o/b", Cause.REFUSED, "cannot read http://b: Connection refused");
        assertThat(alarms()).isEmpty();
        assertThat(health.verdict(new RunningRule()).message()).startsWith("not judged: Apache");
    }

    @Test
    void aPoolWhoseChildrenAreAllBusyIsNotSaidToBeDown() {
        health.fails("fpm", "o/a", Cause.SILENT, "http://a did not answer within 4000 ms");
        answers("o/b", 0, 3);
        master();
        pool("o/a", 3, 3, 12);
        pool("o/b", 3, 0, 0);
        assertThat(alarms())
                .containsExactly("CRITICAL o/a: all 3 children busy, 12 requests wait (backlog 511);"
                        + " the status page waits for a child, too");
    }

    @Test
    void aFullPoolForWhichNobodyWaitsIsWell() {
        answers("o/a", 3, 3);
        answers("o/b", 0, 3);
        master();
        pool("o/a", 3, 3, 0);
        pool("o/b", 3, 0, 0);
        assertThat(alarms()).isEmpty();
    }

    @Test
    void aLargePoolThatIsNearlyFullIsAWarning() {
        answers("o/a", 45, 50);
        answers("o/b", 0, 3);
        master();
        pool("o/a", 50, 45, 0);
        pool("o/b", 3, 0, 0);
        assertThat(alarms()).containsExactly("WARNING o/a: 45 of 50 children busy, nobody waits");
    }

    @Test
    void whereNobodyKnowsTheQueueTheBusyShareDecides() {
        answers("o/a", 3, 3);
        answers("o/b", 0, 3);
        assertThat(alarms())
                .containsExactly("CRITICAL o/a: all 3 children busy, the queue is not known"
                        + " (a unix socket that was not looked at from within)");
    }

    @Test
    void aPoolThatLivesBehindABrokenWayIsAWarning() {
        broken("o/a");
        answers("o/b", 0, 3);
        master();
        pool("o/a", 3, 0, 0);
        pool("o/b", 3, 0, 0);
        assertThat(alarms())
                .containsExactly(
                        "WARNING o/a: pool o/a lives (0 of 3 children busy, nobody waits), but http://a answered 503");
    }

    @Test
    void aPoolWithoutChildrenIsDownUnlessItStartsThemOnDemand() {
        broken("o/a");
        answers("o/b", 0, 3);
        master();
        pool("o/b", 3, 0, 0);
        pool("o/a", 0, 0, 0);
        assertThat(alarms()).containsExactly("CRITICAL o/a: pool o/a has no children");
        health.numbers("fpm", "o/a", "active_processes", 0, "total_processes", 0)
                .fact("fpm-host", "o/a", "pm", "ondemand");
        assertThat(alarms()).isEmpty();
    }

    @Test
    void ofAHostThatIsAwayTheHostsOwnProbeTells() {
        health.fails("fpm", "o/a", Cause.SILENT, "silence").fails("fpm", "o/b", Cause.SILENT, "silence");
        health.numbers("fpm-host", "o", "looked", 0, "reached", 0).fails("host", "o", Cause.SILENT, "silence");
        assertThat(alarms()).isEmpty();
    }

    @Test
    void withoutALookWithinNoAnswerOfAnyPoolIsOneAlarm() {
        broken("o/a").fails("fpm", "o/b", Cause.BROKEN, "http://b answered 503");
        assertThat(alarms())
                .containsExactly("CRITICAL o: no pool of PHP-FPM on o answers (a, b): http://a answered 503");
    }

    @Test
    void slowRequestsAndMaxChildrenAreRatesSinceTheLastRun() {
        answers("o/a", 0, 3).numbers("fpm", "o/a", "slow_requests", 10, "max_children_reached", 5);
        answers("o/b", 0, 3).aMinuteAgo();
        assertThat(alarms()).isEmpty();
        health.numbers("fpm", "o/a", "slow_requests", 16, "max_children_reached", 7);
        assertThat(alarms())
                .containsExactly(
                        "WARNING o/a: pool o/a: pm.max_children was reached 2 times since the last run",
                        "WARNING o/a: pool o/a: 6 slow requests since the last run");
    }

    @Test
    void halfOfTheChildrenAtLongRequestsIsAWarningOneIsNot() {
        answers("o/b", 0, 3);
        answers("o/a", 1, 3).numbers("fpm", "o/a", "longest_request", 55, "half_running", 0);
        assertThat(alarms()).isEmpty();
        health.numbers("fpm", "o/a", "half_running", 2.5).fact("fpm", "o/a", "longest_request", "/index.php");
        assertThat(alarms())
                .containsExactly("WARNING o/a: pool o/a: half of its children or more have been at their requests for"
                        + " over 2.5 s; the longest running request is /index.php, for 55.0 s");
    }

    @Test
    void aPingThatDoesNotGetThroughToFreeChildrenIsAnOutage() {
        answers("o/a", 0, 3);
        answers("o/b", 0, 3);
        health.numbers("fpm-ping", "o/a", "came", 0)
                .fact("fpm-ping", "o/a", "problem", "http://p answered 503")
                .fact("fpm-ping", "o/a", "cause", "BROKEN");
        assertThat(alarms())
                .containsExactly("CRITICAL o/a: pool o/a has free children, but a ping does not get through to them:"
                        + " http://p answered 503");
    }

    @Test
    void aFullOpcacheIsAWarning() {
        answers("o/a", 0, 3);
        answers("o/b", 0, 3);
        health.numbers("fpm-opcache", "o/a", "came", 1);
        OpcacheStatusTest.numbers("true", 0)
                .forEach((name, number) -> health.numbers("fpm-opcache", "o/a", name, number.value()));
        assertThat(alarms())
                .containsExactly("WARNING o/a: opcache of pool o/a: it is full (opcache.memory_consumption);"
                        + " interned strings are full (opcache.interned_strings_buffer);"
                        + " 124 of 128 MiB used, 2 wasted, 900 scripts, 99.0 % hits");
    }

    private List<String> alarms() {
        return new FpmTier()
                .rules().stream()
                        .flatMap(rule -> health.judgedBy(rule).stream())
                        .filter(verdict -> verdict.level() != Level.OK)
                        .map(FpmRulesTest::words)
                        .toList();
    }

    private static String words(Verdict verdict) {
        return verdict.level() + " " + verdict.host() + ": " + verdict.message();
    }

    private HealthOf answers(String host, int active, int total) {
        return health.numbers("fpm", host, "active_processes", active, "total_processes", total);
    }

    private HealthOf broken(String host) {
        return health.fails("fpm", host, Cause.BROKEN, "http://" + host.substring(2) + " answered 503");
    }

    private HealthOf refused(String host) {
        return health.fails(
                "fpm", host, Cause.REFUSED, "cannot read http://" + host.substring(2) + ": Connection refused");
    }

    private void master() {
        health.numbers("fpm-host", "o", "looked", 1, "reached", 1, "masters", 1, "orphans", 0, "age", 60);
    }

    private void pool(String host, int children, int busy, int queue) {
        health.numbers(
                "fpm-host",
                host,
                "children",
                children,
                "busy",
                busy,
                "queue",
                queue,
                "backlog",
                511,
                "max_children",
                Math.max(1, children));
    }
}
