package org.headroom.probes.galera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.headroom.probes.galera.FakeCluster.status;
import static org.headroom.probes.galera.FakeCluster.whole;

import java.time.Duration;
import java.util.List;
import org.headroom.probes.galera.Trouble.Kind;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.ProbeAnswer;
import org.headroom.probes.reading.ProbeFailure;
import org.headroom.probes.reading.Sample;
import org.junit.jupiter.api.Test;

/** Flow control, queues, conflicts, latency, positions, connections, the canary. */
class TrafficRulesTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void flowControlIsAShareOfTheIntervalAndNamesWhoAskedForIt() {
        FakeCluster cluster = whole().later(MINUTE)
                .says("db1", status("primary"), "wsrep_flow_control_paused_ns", "6000000000")
                .says("db3", status("primary"), "wsrep_flow_control_sent", "12");
        assertThat(cluster.alarms()).containsExactly("WARNING cluster flow-control");
        assertThat(cluster.verdict("cluster", "flow-control").message())
                .isEqualTo("replication was paused for 10 % of the time since the last check; db3 asked for it, it"
                        + " applies most slowly");
    }

    @Test
    void flowControlOfLongAgoIsHistory() {
        FakeCluster cluster = whole().says("db1", status("primary"), "wsrep_flow_control_paused_ns", "600000000000");
        assertThat(cluster.alarms()).isEmpty();
        assertThat(cluster.later(MINUTE).alarms()).isEmpty();
    }

    @Test
    void aQueueIsTheMomentsLength() {
        FakeCluster cluster = whole().says(
                        "db2", status("primary"), "wsrep_local_recv_queue", "12", "wsrep_local_send_queue_avg", "999");
        assertThat(cluster.alarms()).containsExactly("WARNING db2 receive-queue");
        assertThat(cluster.verdict("db2", "receive-queue").momentary()).isTrue();
    }

    @Test
    void conflictsAreARate() {
        FakeCluster cluster = whole().later(MINUTE)
                .says("db1", status("primary"), "wsrep_local_cert_failures", "60", "wsrep_local_bf_aborts", "60");
        assertThat(cluster.alarms()).containsExactly("WARNING db1 conflicts");
        assertThat(cluster.verdict("db1", "conflicts").message()).contains("2.00 transactions a second");
    }

    @Test
    void countersOfARestartedNodeSayNothing() {
        FakeCluster cluster = whole().says("db1", status("primary"), "wsrep_local_cert_failures", "5000")
                .later(MINUTE)
                .says("db1", status("primary"), "wsrep_local_cert_failures", "3");
        assertThat(cluster.alarms()).isEmpty();
    }

    @Test
    void latencyNeedsEnoughMessages() {
        assertThat(whole().says("db1", status("primary"), "wsrep_evs_repl_latency", "0.1/0.2/0.3/0.1/3")
                        .alarms())
                .isEmpty();
        FakeCluster slow = whole().says("db1", status("primary"), "wsrep_evs_repl_latency", "0.1/0.2/0.3/0.1/300");
        assertThat(slow.alarms()).containsExactly("WARNING db1 replication");
        assertThat(slow.verdict("db1", "replication").message()).contains("199.7 ms");
    }

    @Test
    void oneMessageThatWaitedForAJoiningNodeMakesNoSlowCluster() {
        FakeCluster joined =
                whole().says("db1", status("primary"), "wsrep_evs_repl_latency", "0.0005/0.0776/1.0/0.26/13");
        assertThat(joined.alarms()).isEmpty();
        assertThat(joined.verdict("db1", "replication").message())
                .contains("0.7 ms")
                .contains("longest 1.0 s");
    }

    @Test
    void aNodeThatIsFarBehindIsNamed() {
        FakeCluster cluster = whole().says("db1", status("primary"), "wsrep_last_committed", "5003");
        assertThat(cluster.alarms()).containsExactly("WARNING cluster lag");
        assertThat(cluster.verdict("cluster", "lag").message()).isEqualTo("db2 is 5000 write sets behind db1");
    }

    @Test
    void connectionsAreAShareOfTheirLimitAndRefusalsCount() {
        FakeCluster full = whole().says("db1", status("primary"), "threads_connected", "96");
        assertThat(full.alarms()).containsExactly("CRITICAL db1 connections");
        FakeCluster refused =
                whole().later(MINUTE).says("db1", status("primary"), "connection_errors_max_connections", "4");
        assertThat(refused.verdict("db1", "connections").message())
                .isEqualTo("db1: 10 of 100 connections in use, and 4 clients found none free since the last check");
        assertThat(refused.verdict("db1", "connections").level()).isEqualTo(Level.WARNING);
    }

    private static ProbeAnswer canary(Canary canary) {
        return new ProbeAnswer(
                "galera",
                "cluster",
                new CanaryProbe(canary, java.time.Clock.systemUTC()).sample(Duration.ofSeconds(1)));
    }

    @Test
    void theCanaryIsTimed() {
        FakeCluster cluster = whole().also(canary(
                _ -> new Canary.Flight("db1", java.util.Map.of("db2", 0.002, "db3", 1.5), List.of(), 1.5)));
        assertThat(cluster.alarms()).containsExactly("WARNING cluster canary");
        assertThat(cluster.verdict("cluster", "canary").message())
                .isEqualTo("a write on db1 was visible on all nodes after 1.5 s");
    }

    @Test
    void aCanaryThatDoesNotArriveNamesTheNode() {
        FakeCluster cluster = whole().also(
                        canary(_ -> new Canary.Flight("db1", java.util.Map.of("db2", 0.002), List.of("db3"), 0.3)));
        assertThat(cluster.verdict("cluster", "canary").message())
                .isEqualTo("a write on db1 was not visible on db3 within 300.0 ms");
        assertThat(cluster.alarms()).containsExactly("WARNING cluster canary");
    }

    @Test
    void aCanaryThatCannotFlyIsUnknownUnlessNothingCould() {
        ProbeAnswer failed = canary(_ -> {
            throw new TroubleException(new Trouble(Kind.ODD, "table headroom.canary does not exist as it should"));
        });
        assertThat(whole().also(failed).alarms()).containsExactly("UNKNOWN cluster canary");
        assertThat(new FakeCluster()
                        .says("db1", status("nonprimary"))
                        .also(failed)
                        .alarms())
                .containsExactly("CRITICAL db1 node");
    }

    @Test
    void nothingIsJudgedOfAClusterThatNobodyAsked() {
        FakeCluster cluster = new FakeCluster()
                .also(new ProbeAnswer(
                        "apache",
                        "web",
                        new Sample.Failed(new ProbeFailure(FakeCluster.NOON, "apache", "web", "down", "start it"))));
        assertThat(cluster.with("    - { name: db1, address: 10.88.0.11 }\n").verdicts())
                .isEmpty();
    }
}
