package org.headroom.probes.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.headroom.probes.health.Level;
import org.junit.jupiter.api.Test;

/** What nginx says of itself: status page, processes, logs. */
class NginxRulesTest {
    private final NginxStack stack = new NginxStack(new FakeSites());

    @Test
    void connectionsNearTheLimitAlarmByTheThreshold() {
        stack.within("-", "worker_connections", "10");
        stack.status.answers(NginxStack.STATUS.replace("connections: 3", "connections: 17"));

        assertThat(stack.bad()).hasSize(2).allSatisfy(bad -> {
            assertThat(bad.level()).isEqualTo(Level.WARNING);
            assertThat(bad.momentary()).isTrue();
            assertThat(bad.message()).contains("17 of 20 connections (2 workers with 10 each)");
        });
    }

    @Test
    void droppedConnectionsAreToldOnceAndNotOfHistory() {
        stack.status.answers(NginxStack.STATUS.replace("100 100 250", "100 90 250"));
        assertThat(stack.bad()).isEmpty();
        stack.later(Duration.ofMinutes(1));
        stack.status.answers(NginxStack.STATUS.replace("100 100 250", "200 185 400"));
        assertThat(stack.bad())
                .hasSize(2)
                .allSatisfy(bad -> assertThat(bad.message()).contains("5 connections dropped in 60 s"));
        stack.later(Duration.ofMinutes(1));

        assertThat(stack.bad()).isEmpty();
    }

    @Test
    void aMasterWithoutWorkersIsCritical() {
        stack.within("-", "workers", "0");

        assertThat(stack.bad()).hasSize(2).allSatisfy(bad -> {
            assertThat(bad.level()).isEqualTo(Level.CRITICAL);
            assertThat(bad.message()).contains("a master process and no worker");
        });
    }

    @Test
    void errorsThatGoOnAlarmByTheirRate() {
        stack.check();
        stack.later(Duration.ofSeconds(63));
        stack.within("errors", "upstream_refused", "1=4 20=4 40=4 100=500");

        assertThat(stack.bad()).hasSize(2).allSatisfy(bad -> {
            assertThat(bad.key()).matches("nginx-host web[12] errors");
            assertThat(bad.level()).isEqualTo(Level.WARNING);
            assertThat(bad.message()).contains("12 upstream connections refused in 60 s");
        });
    }

    @Test
    void errorsThatHaveStoppedAreToldAndNoAlarm() {
        stack.check();
        stack.later(Duration.ofSeconds(63));
        stack.within("errors", "upstream_timed_out", "30=4000");

        assertThat(stack.verdict("nginx-host web1 errors"))
                .hasValueSatisfying(verdict -> assertThat(verdict.message())
                        .contains("4000 upstream timeouts in 60 s, none in the last seconds"));
        assertThat(stack.bad()).isEmpty();
    }

    @Test
    void aFewErrorsAreNoAlarm() {
        stack.within("errors", "upstream_closed", "1=2");

        assertThat(stack.bad()).isEmpty();
    }

    @Test
    void garbageOfTheHelperIsNoError() {
        stack.within("errors", "upstream_closed", "x=1 =2 3= 99999999999=1 5=;");
        stack.within("-", "worker_connections", "many");

        assertThat(stack.bad()).isEmpty();
    }
}
