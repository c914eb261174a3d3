package org.headroom.probes.apache;

import static org.assertj.core.api.Assertions.assertThat;

import org.headroom.probes.HealthOf;
import org.headroom.probes.HereTier;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Verdict;
import org.headroom.probes.reading.ProbeFailure.Cause;
import org.headroom.scenarios.stack.Stack;
import org.junit.jupiter.api.Test;

class ApacheRulesTest {
    private static final Stack STACK = HereTier.stack("""
            origins:
              - name: origin1
                address: 192.0.2.1
                apache: { status-url: "http://192.0.2.1/server-status?auto" }
                fpm: [ { pool: www, listen: "192.0.2.1:9000" } ]
            """);

    private final HealthOf health = new HealthOf(STACK);

    @Test
    void oneThatAnswersIsWell() {
        assertThat(page().verdict(new AnswersRule()).message()).isEqualTo("answers, up for 2.0 h");
    }

    @Test
    void oneThatDoesNotRunIsSaidNotToRun() {
        refused().numbers("apache-host", "origin1", "looked", 1, "reached", 1, "parents", 0);
        assertThat(health.verdict(new AnswersRule()))
                .returns(Level.CRITICAL, Verdict::level)
                .returns("Apache is not running on origin1", Verdict::message)
                .returns(false, Verdict::momentary);
    }

    @Test
    void oneThatRunsAndDoesNotAnswerIsLookedAtAgain() {
        health.fails("apache", "origin1", Cause.SILENT, "http://x did not answer within 900 ms")
                .numbers("apache-host", "origin1", "looked", 1, "reached", 1, "parents", 1, "processes", 4);
        assertThat(health.verdict(new AnswersRule()))
                .returns(Level.CRITICAL, Verdict::level)
                .returns(
                        "Apache runs on origin1 (4 processes) but http://x did not answer within 900 ms",
                        Verdict::message)
                .returns(true, Verdict::momentary);
    }

    @Test
    void ofAHostThatIsAwayTheHostsOwnProbeTells() {
        health.fails("apache", "origin1", Cause.SILENT, "silence")
                .numbers("apache-host", "origin1", "looked", 0, "reached", 0)
                .fails("host", "origin1", Cause.SILENT, "no answer");
        assertThat(health.verdict(new AnswersRule()).level()).isEqualTo(Level.OK);
    }

    @Test
    void whenNobodyElseTellsASilentHostIsAlarmedFor() {
        health.fails("apache", "origin1", Cause.SILENT, "silence")
                .numbers("apache-host", "origin1", "looked", 0, "reached", 0);
        assertThat(health.verdict(new AnswersRule()).level()).isEqualTo(Level.CRITICAL);
    }

    @Test
    void aPageThatMayNotBeReadIsNoOutage() {
        health.fails("apache", "origin1", Cause.OTHER, "http://x answered 403");
        assertThat(health.verdict(new AnswersRule()).level()).isEqualTo(Level.UNKNOWN);
    }

    @Test
    void busyIsTheShareOfAllWorkersThereMayBeNotOfThoseStarted() {
        page().numbers("apache", "origin1", "busy_workers", 48, "idle_workers", 2);
        assertThat(health.verdict(new BusyRule()).level()).isEqualTo(Level.OK);
        assertThat(health.verdict(new BusyRule()).message()).startsWith("48 of 100 workers busy (48 %); 2 idle");
        health.numbers("apache", "origin1", "busy_workers", 80);
        assertThat(health.verdict(new BusyRule()).level()).isEqualTo(Level.WARNING);
        health.numbers("apache", "origin1", "graceful_workers", 15);
        assertThat(health.verdict(new BusyRule()))
                .returns(Level.CRITICAL, Verdict::level)
                .returns(true, Verdict::momentary);
    }

    @Test
    void anOldScoreboardWithSlotsThatAreNotUsedDoesNotHideAFullApache() {
        page().numbers("apache", "origin1", "busy_workers", 100, "worker_slots", 4 * 64);
        assertThat(health.verdict(new BusyRule()).level()).isEqualTo(Level.OK);
        configured();
        assertThat(health.verdict(new BusyRule()).level()).isEqualTo(Level.CRITICAL);
    }

    @Test
    void processesThatStopAfterAReloadAreNormal() {
        page().numbers("apache", "origin1", "stopping_processes", 2, "processes", 4, "config_generation", 1);
        configured();
        assertThat(health.verdict(new StoppingRule()).level()).isEqualTo(Level.OK);
        health.aMinuteAgo().numbers("apache", "origin1", "config_generation", 2);
        assertThat(health.verdict(new StoppingRule()).level()).isEqualTo(Level.OK);
    }

    @Test
    void processesThatStillStopAtTheNextRunHoldSlots() {
        page().numbers("apache", "origin1", "stopping_processes", 2, "processes", 4, "config_generation", 2);
        configured().aMinuteAgo();
        assertThat(health.verdict(new StoppingRule()))
                .returns(Level.CRITICAL, Verdict::level)
                .returns("2 of 4 process slots are held by processes that stop", Verdict::message);
    }

    @Test
    void aFullScoreboardWithoutAnIdleWorkerIsSaidAtOnce() {
        page().numbers("apache", "origin1", "stopping_processes", 3, "idle_workers", 0, "scoreboard_open", 0);
        configured();
        assertThat(health.verdict(new StoppingRule()).message()).contains("the scoreboard is full, visitors wait");
        assertThat(health.verdict(new StoppingRule()).level()).isEqualTo(Level.CRITICAL);
    }

    @Test
    void aLoadModuleThatWillFailIsAWarning() {
        page();
        configured();
        assertThat(health.verdict(new ModulesRule()).level()).isEqualTo(Level.OK);
        health.fact("apache-host", "origin1", "missing_modules", "/m/libphp8.2.so (module php, /e/php8.2.load)");
        assertThat(health.verdict(new ModulesRule()))
                .returns(Level.WARNING, Verdict::level)
                .returns(
                        "Apache on origin1: the next restart will fail: LoadModule of a missing file,"
                                + " /m/libphp8.2.so (module php, /e/php8.2.load)",
                        Verdict::message);
    }

    @Test
    void modPhpBesideFpmIsLeftBehind() {
        page();
        configured().fact("apache-host", "origin1", "modules", "mpm_prefork php proxy_fcgi");
        assertThat(health.verdict(new ModulesRule()).message()).contains("mod_php is loaded beside PHP-FPM");
    }

    @Test
    void filesThatAnUpgradeReplacedWantARestart() {
        page();
        configured().fact("apache-host", "origin1", "deleted", "/usr/lib/apache2/modules/mod_http2.so");
        assertThat(health.verdict(new ModulesRule()).advice()).contains("restart Apache");
    }

    @Test
    void theSetupIsTold() {
        page().fact("apache", "origin1", "mpm", "event");
        configured()
                .fact("apache-host", "origin1", "modules", "http2 mpm_event")
                .fact("apache-host", "origin1", "protocols", "h2 http/1.1");
        assertThat(health.verdict(new SetupRule()).message())
                .isEqualTo("mpm_event, at most 100 workers, ServerLimit 4 × ThreadsPerChild 25; HTTP/2 is available;"
                        + " up for 2.0 h");
    }

    @Test
    void aLimitThatTakesARestartIsTold() {
        page().numbers("apache", "origin1", "worker_slots", 50);
        configured();
        assertThat(health.verdict(new SetupRule()).message()).contains("it runs with 50 workers");
    }

    private HealthOf page() {
        return health.numbers(
                "apache", "origin1", "busy_workers", 1, "idle_workers", 49, "worker_slots", 100, "uptime", 7200);
    }

    private HealthOf refused() {
        return health.fails("apache", "origin1", Cause.REFUSED, "cannot read http://x: Connection refused");
    }

    private HealthOf configured() {
        return health.numbers(
                        "apache-host",
                        "origin1",
                        "looked",
                        1,
                        "reached",
                        1,
                        "parents",
                        1,
                        "server_limit",
                        4,
                        "threads_per_child",
                        25,
                        "thread_limit",
                        64,
                        "max_request_workers",
                        100)
                .fact("apache-host", "origin1", "config", "/etc/apache2/apache2.conf")
                .fact("apache-host", "origin1", "configured_modules", "mpm_event status");
    }
}
