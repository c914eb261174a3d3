package org.headroom.probes.galera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.headroom.probes.galera.FakeCluster.status;
import static org.headroom.probes.galera.FakeCluster.whole;

import java.time.Duration;
import java.util.Map;
import org.headroom.probes.galera.Trouble.Kind;
import org.headroom.probes.health.Level;
import org.junit.jupiter.api.Test;

/** State transfers are no alarm while they last, and do not last for ever. */
class JoiningTest {
    private static Map<String, String> donor() {
        Map<String, String> donor = status("primary");
        donor.put("wsrep_local_state", "2");
        donor.put("wsrep_local_state_comment", "Donor/Desynced");
        return donor;
    }

    private static Map<String, String> joined() {
        Map<String, String> joined = status("primary");
        joined.put("wsrep_local_state", "3");
        joined.put("wsrep_local_state_comment", "Joined");
        return joined;
    }

    @Test
    void aStateTransferIsNoAlarm() {
        FakeCluster cluster =
                whole().later(Duration.ofMinutes(5)).says("db2", donor()).troubles("db3", Kind.REFUSED);
        assertThat(cluster.alarms()).isEmpty();
        assertThat(cluster.verdict("db3", "node").message())
                .contains("is joining")
                .contains("SST");
        assertThat(cluster.verdict("db2", "node").message()).contains("Donor/Desynced");
    }

    @Test
    void aStateTransferThatDoesNotEndBecomesOne() {
        FakeCluster cluster =
                whole().later(Duration.ofMinutes(5)).says("db2", donor()).troubles("db3", Kind.REFUSED);
        assertThat(cluster.later(Duration.ofMinutes(40)).alarms()).isEmpty();
        assertThat(cluster.later(Duration.ofMinutes(30)).alarms())
                .containsExactly("WARNING db2 node", "WARNING db3 node");
        assertThat(cluster.later(Duration.ofHours(5)).alarms())
                .containsExactly("CRITICAL db2 node", "CRITICAL db3 node");
    }

    @Test
    void aNodeThatNeverCatchesUpBecomesAnAlarm() {
        FakeCluster cluster = whole().later(Duration.ofMinutes(5)).says("db3", joined());
        assertThat(cluster.alarms()).isEmpty();
        assertThat(cluster.later(Duration.ofHours(2)).alarms()).containsExactly("WARNING db3 node");
    }

    /** The first check of all meets a node that has been desynced since long ago: there is no other end to a transfer. */
    @Test
    void aNodeThatWasLeftDesyncedIsFoundByTheFirstCheck() {
        Map<String, String> left = donor();
        left.put("wsrep_desync", "ON");
        FakeCluster cluster = whole().says("db2", left);
        assertThat(cluster.alarms()).containsExactly("WARNING db2 node");
        assertThat(cluster.verdict("db2", "node").advice()).contains("wsrep_desync=OFF");
    }

    @Test
    void aClosedPortOfAMemberWithoutADonorIsLookedAt() {
        assertThat(whole().troubles("db3", Kind.REFUSED).verdict("db3", "node").level())
                .isEqualTo(Level.WARNING);
    }

    @Test
    void queuesAndPositionsOfANodeThatCatchesUpAreNotJudged() {
        Map<String, String> behind = joined();
        behind.put("wsrep_local_recv_queue", "100000");
        behind.put("wsrep_last_committed", "1");
        Map<String, String> ahead = status("primary");
        ahead.put("wsrep_last_committed", "1000000");
        FakeCluster cluster = whole().later(Duration.ofMinutes(1))
                .says("db1", ahead)
                .says("db2", ahead)
                .says("db3", behind);
        assertThat(cluster.alarms()).isEmpty();
    }
}
