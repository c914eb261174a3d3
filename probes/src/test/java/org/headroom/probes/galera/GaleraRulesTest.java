package org.headroom.probes.galera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.headroom.probes.galera.FakeCluster.status;
import static org.headroom.probes.galera.FakeCluster.whole;

import java.time.Duration;
import java.util.Map;
import org.headroom.probes.galera.Trouble.Kind;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Perf;
import org.headroom.probes.health.Verdict;
import org.junit.jupiter.api.Test;

/** What is said of nodes, and of who belongs to the cluster. */
class GaleraRulesTest {
    private static final String[] ALONE = {
        "wsrep_cluster_size", "1", "wsrep_cluster_weight", "1", "wsrep_incoming_addresses", "10.88.0.13:0"
    };

    @Test
    void aWholeClusterIsWell() {
        assertThat(whole().alarms()).isEmpty();
        assertThat(whole().verdict("cluster", "size").perf())
                .extracting(Perf::text)
                .containsExactly("'galera_size'=3;3:;2:;0");
    }

    @Test
    void aDeadNodeIsOneAlarmForAsLongAsItIsAway() {
        FakeCluster cluster =
                whole().says("db1", status("2of3")).says("db2", status("2of3")).troubles("db3", Kind.REFUSED);
        for (int run = 0; run < 5; run++) {
            assertThat(cluster.alarms()).containsExactly("CRITICAL db3 node");
            assertThat(cluster.verdict("cluster", "size").perf())
                    .extracting(Perf::text)
                    .containsExactly("'galera_size'=2;3:;2:;0");
            cluster.later(Duration.ofDays(1));
        }
        assertThat(cluster.verdict("db3", "node").message())
                .isEqualTo("db3 refuses connections: 10.88.0.1:3306; the cluster goes on without it with 2 of 3 nodes");
    }

    @Test
    void aNodeThatIsExpectedToBeAwayIsNotMissed() {
        FakeCluster cluster = whole().says("db1", status("2of3"))
                .says("db2", status("2of3"))
                .troubles("db3", Kind.UNREACHABLE)
                .with("check: { away: [db3] }\n");
        assertThat(cluster.verdict("cluster", "size").level()).isEqualTo(Level.OK);
        assertThat(cluster.verdict("cluster", "voters").level()).isEqualTo(Level.OK);
    }

    @Test
    void aMissingMemberThatNoNodeExplainsIsAnAlarmOfItsOwn() {
        FakeCluster cluster = new FakeCluster()
                .says("db1", status("2of3"))
                .says("db2", status("2of3"))
                .with("  expected-size: 3\n");
        assertThat(cluster.alarms()).containsExactly("WARNING cluster size");
    }

    @Test
    void aFrozenNodeIsSaidToHang() {
        Verdict verdict = whole().says("db1", status("2of3"))
                .says("db2", status("2of3"))
                .troubles("db3", Kind.SILENT)
                .verdict("db3", "node");
        assertThat(verdict.message()).startsWith("db3 accepts connections but does not answer");
        assertThat(verdict.level()).isEqualTo(Level.CRITICAL);
    }

    @Test
    void whatCouldNotBeAskedIsUnknown() {
        for (Kind kind : java.util.List.of(Kind.DENIED, Kind.NO_PASSWORD, Kind.UNKNOWN_HOST, Kind.UNENCRYPTED)) {
            FakeCluster cluster = new FakeCluster().troubles("db1", kind);
            assertThat(cluster.alarms()).as("%s", kind).containsExactly("UNKNOWN db1 node");
            assertThat(cluster.verdict("db1", "node").advice()).isNotEmpty();
        }
    }

    @Test
    void withoutAPasswordNoNodeIsTakenForWell() {
        FakeCluster cluster = new FakeCluster()
                .troubles("db1", Kind.NO_PASSWORD)
                .troubles("db2", Kind.NO_PASSWORD)
                .troubles("db3", Kind.NO_PASSWORD);
        assertThat(cluster.alarms()).containsExactly("UNKNOWN db1 node", "UNKNOWN db2 node", "UNKNOWN db3 node");
    }

    @Test
    void everyTroubleComesBackFromItsWords() {
        for (Kind kind : Kind.values()) {
            assertThat(Trouble.of(new Trouble(kind, "somewhere").problem())).contains(new Trouble(kind, "somewhere"));
            assertThat(Trouble.of(new Trouble(kind, "").problem())).contains(new Trouble(kind, ""));
        }
        assertThat(Trouble.of("no answer within 8 s")).isEmpty();
    }

    @Test
    void aNodeThatLostQuorumToDeadNodesMayBeBootstrapped() {
        FakeCluster cluster = new FakeCluster()
                .says("db1", status("nonprimary"))
                .troubles("db2", Kind.REFUSED)
                .troubles("db3", Kind.REFUSED);
        Verdict verdict = cluster.verdict("db1", "node");
        assertThat(verdict.level()).isEqualTo(Level.CRITICAL);
        assertThat(verdict.message())
                .isEqualTo("db1 is non-Primary (lost quorum): writes and reads fail with error 1047");
        assertThat(verdict.advice()).contains("pc.bootstrap=YES").contains("db2, db3");
        assertThat(cluster.alarms()).containsExactly("CRITICAL db1 node", "CRITICAL db2 node", "CRITICAL db3 node");
    }

    @Test
    void aNodeThatLostQuorumIsNotBootstrappedWhileOthersMayBePrimary() {
        String unseen = new FakeCluster()
                .says("db1", status("nonprimary"))
                .troubles("db2", Kind.UNREACHABLE)
                .troubles("db3", Kind.REFUSED)
                .verdict("db1", "node")
                .advice();
        assertThat(unseen).startsWith("mend the line to db2 first").contains("only if mariadbd certainly runs on none");
        String outvoted =
                whole().says("db3", status("nonprimary")).verdict("db3", "node").advice();
        assertThat(outvoted)
                .contains("db1, db2 are Primary: never bootstrap here")
                .doesNotContain("SET GLOBAL");
    }

    @Test
    void theNodeFurthestAheadIsTheOneToBootstrap() {
        FakeCluster cluster = new FakeCluster()
                .says("db1", status("nonprimary"))
                .says("db2", status("nonprimary"), "wsrep_last_committed", "9")
                .troubles("db3", Kind.REFUSED);
        assertThat(cluster.verdict("db1", "node").advice())
                .startsWith("no node is Primary; not here but on db2")
                .doesNotContain("SET GLOBAL");
        assertThat(cluster.verdict("db2", "node").advice()).contains("SET GLOBAL");
    }

    @Test
    void aDeadNodeThatWasFurtherAheadIsStartedFirst() {
        FakeCluster cluster = new FakeCluster()
                .says("db1", status("nonprimary"))
                .says("db2", status("2of3"), "wsrep_last_committed", "500")
                .says("db3", status("2of3"))
                .later(Duration.ofMinutes(1))
                .troubles("db2", Kind.REFUSED)
                .troubles("db3", Kind.REFUSED);
        assertThat(cluster.verdict("db1", "node").advice())
                .contains("db2 was further ahead")
                .doesNotContain("SET GLOBAL");
    }

    @Test
    void newerMariaDbIsBootstrappedByItsVariable() {
        FakeCluster cluster = new FakeCluster()
                .says("db1", status("nonprimary"), "wsrep_provider_pc_bootstrap", "OFF")
                .troubles("db2", Kind.REFUSED);
        assertThat(cluster.verdict("db1", "node").advice()).contains("SET GLOBAL wsrep_provider_pc_bootstrap=ON");
    }

    /** As the lab's fault galera-split-brain is: one state, one configuration id, and only the sizes differ. */
    @Test
    void twoPrimaryHalvesAreASplitBrain() {
        FakeCluster cluster =
                whole().says("db1", status("2of3")).says("db2", status("2of3")).says("db3", status("2of3"), ALONE);
        assertThat(cluster.alarms()).containsExactly("CRITICAL cluster split-brain");
        assertThat(cluster.verdict("cluster", "split-brain").message())
                .startsWith("split brain: db1, db2 (size 2, write set 7,")
                .contains("and db3 (size 1, write set 7,");
        assertThat(cluster.verdict("cluster", "split-brain").momentary()).isTrue();
    }

    @Test
    void separateClustersAreASplitBrainToo() {
        FakeCluster cluster = whole().says(
                        "db3", status("primary"), "wsrep_cluster_state_uuid", "2222f15f-e6a5-11f1-890a-beff5cf508be");
        assertThat(cluster.verdict("cluster", "split-brain").message()).contains("are separate clusters");
    }

    @Test
    void nodesThatSeeAChangeAtDifferentMomentsAreNotSplit() {
        FakeCluster cluster = whole().says("db3", status("primary"), "wsrep_cluster_conf_id", "4");
        assertThat(cluster.alarms()).containsExactly("WARNING cluster split-brain");
        assertThat(cluster.verdict("cluster", "split-brain").momentary()).isTrue();
    }

    @Test
    void aNodeOutsideWithAnotherStateIsNamed() {
        FakeCluster cluster = whole().says(
                        "db3",
                        status("nonprimary"),
                        "wsrep_cluster_state_uuid",
                        "2222f15f-e6a5-11f1-890a-beff5cf508be");
        assertThat(cluster.alarms()).contains("WARNING cluster state", "CRITICAL db3 node");
    }

    @Test
    void anEvenNumberOfVotesIsAWarningOfAWholeClusterOnly() {
        Map<String, String> two = status("2of3");
        FakeCluster pair = new FakeCluster().says("db1", two).says("db2", two);
        assertThat(pair.alarms()).containsExactly("WARNING cluster voters");
        two.put("wsrep_cluster_weight", "3");
        FakeCluster weighted = new FakeCluster().says("db1", two).says("db2", two);
        assertThat(weighted.alarms()).isEmpty();
    }

    @Test
    void strangersAndTwinsAreNamed() {
        FakeCluster cluster = new FakeCluster().says("db1", status("primary")).says("db2", status("primary"));
        assertThat(cluster.verdict("cluster", "members").level()).isEqualTo(Level.WARNING);
        assertThat(cluster.verdict("cluster", "members").message()).contains("10.88.0.13");
        FakeCluster twins = whole().says("db3", status("primary"), "wsrep_node_name", "db1");
        assertThat(twins.alarms()).containsExactly("WARNING cluster names");
        FakeCluster same = whole().says("db3", status("primary"), "wsrep_gcomm_uuid", "uuid of db1");
        assertThat(same.verdict("cluster", "names").message()).contains("one and the same server");
    }

    /** Behind NAT or with host names the cluster's addresses say nothing about the stack file's. */
    @Test
    void membersAreNotComparedWhereAddressesAreOthers() {
        FakeCluster cluster =
                whole().at("db1", "203.0.113.1").at("db2", "203.0.113.2").at("db3", "203.0.113.3");
        assertThat(cluster.alarms()).isEmpty();
        assertThat(cluster.verdicts()).noneMatch(verdict -> verdict.check().equals("members"));
    }

    @Test
    void aNodeWithoutReplicationIsAnAlarmUnlessItIsMeantToBeAlone() {
        Map<String, String> off = status("primary");
        off.put("wsrep_on", "OFF");
        off.put("wsrep_cluster_status", "Disconnected");
        assertThat(whole().says("db3", off).alarms()).contains("CRITICAL db3 node");
        assertThat(new FakeCluster().says("db1", off).alarms()).isEmpty();
    }
}
