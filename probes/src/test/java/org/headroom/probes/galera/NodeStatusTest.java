package org.headroom.probes.galera;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class NodeStatusTest {
    private static Map<String, Double> numbers(Map<String, String> values) {
        Map<String, Double> numbers = new HashMap<>();
        new NodeStatus(values).numbers((name, value, unit) -> numbers.put(name, value));
        return numbers;
    }

    private static Map<String, String> facts(Map<String, String> values) {
        Map<String, String> facts = new HashMap<>();
        new NodeStatus(values).facts(facts::put);
        return facts;
    }

    @Test
    void readsANodeOfAWholeCluster() {
        Map<String, String> status = FakeCluster.status("primary");
        assertThat(numbers(status))
                .containsEntry("size", 3.0)
                .containsEntry("votes", 3.0)
                .containsEntry("primary", 1.0)
                .containsEntry("ready", 1.0)
                .containsEntry("connected", 1.0)
                .containsEntry("local_state", 4.0)
                .containsEntry("last_committed", 3.0)
                .containsEntry("flow_control_paused_seconds_total", 0.0)
                .containsEntry("replication_latency_mean", 0.00107782)
                .containsEntry("replication_latency_samples", 6.0);
        assertThat(facts(status))
                .containsEntry("cluster_status", "Primary")
                .containsEntry("state_uuid", "1910f15f-e6a5-11f1-890a-beff5cf508be")
                .containsEntry("configuration", "3")
                .containsEntry("local_state", "Synced");
    }

    /** The configuration of a node without quorum is −1, printed as an unsigned number: an identity, not a count. */
    @Test
    void readsANodeThatHasLostQuorum() {
        Map<String, String> status = FakeCluster.status("nonprimary");
        assertThat(numbers(status)).containsEntry("primary", 0.0).containsEntry("ready", 0.0);
        assertThat(facts(status)).containsEntry("configuration", "18446744073709551615");
    }

    @Test
    void leavesOutWhatIsNoNumber() {
        Map<String, String> status = FakeCluster.status("primary");
        status.put("wsrep_cluster_size", "NaN");
        status.put("wsrep_local_recv_queue", "-1");
        status.put("wsrep_local_send_queue", "18446744073709551615");
        status.put("wsrep_last_committed", "");
        status.put("wsrep_evs_repl_latency", "1/2/3");
        assertThat(numbers(status))
                .doesNotContainKeys(
                        "size", "receive_queue", "send_queue", "last_committed", "replication_latency_mean");
    }

    @Test
    void takesNoLatencyFromANodeThatHasSentNothing() {
        Map<String, String> status = FakeCluster.status("primary");
        status.put("wsrep_evs_repl_latency", "0/0/0/0/0");
        assertThat(numbers(status))
                .containsEntry("replication_latency_samples", 0.0)
                .doesNotContainKey("replication_latency_mean");
    }

    @Test
    void knowsAnEmptyAnswerForNone() {
        assertThat(new NodeStatus(Map.of()).known()).isFalse();
    }

    @Property
    void givesOnlySensibleNumbersWhateverTheServerSays(@ForAll("hostile") Map<String, String> status) {
        assertThat(numbers(status).values()).allMatch(value -> value >= 0 && value < 0x1p63);
    }

    /** No rule breaks, now or with that as its past. */
    @Property
    void rulesSurviveWhateverTheServerSays(@ForAll("hostile") Map<String, String> status) {
        FakeCluster cluster = FakeCluster.whole().says("db3", status);
        cluster.later(Duration.ofMinutes(5));
        assertThat(cluster.verdicts()).isNotEmpty();
    }

    @Provide
    Arbitrary<Map<String, String>> hostile() {
        Arbitrary<String> value = Arbitraries.oneOf(
                Arbitraries.of(
                        "",
                        "NaN",
                        "-1",
                        "18446744073709551615",
                        "Infinity",
                        "1e999",
                        "ON",
                        "OFF",
                        "Primary",
                        "4",
                        "2",
                        "0/0/0/0/0",
                        "1/2/3/4/5",
                        "NULL",
                        "10.88.0.11:0,,AUTO,[::1]:3306",
                        "non-Primary"),
                Arbitraries.strings().ofMaxLength(30),
                Arbitraries.longs().map(String::valueOf));
        return Arbitraries.maps(
                        Arbitraries.of(FakeCluster.status("primary").keySet().stream()
                                .sorted()
                                .toList()),
                        value)
                .ofMaxSize(30)
                .map(changes -> {
                    Map<String, String> status = FakeCluster.status("primary");
                    status.putAll(changes);
                    return status;
                });
    }
}
