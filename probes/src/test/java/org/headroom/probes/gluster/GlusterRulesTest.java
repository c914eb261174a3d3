package org.headroom.probes.gluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Past;
import org.headroom.probes.health.Verdict;
import org.junit.jupiter.api.Test;

/** From what hosts say to what is told of the cluster, its volumes, and bricks. */
final class GlusterRulesTest {
    private static final String GFID = "0b3c8a3e-5d4c-4f0e-9d4a-0123456789ab";

    private final SeenCluster seen = new SeenCluster();

    private Verdict onlyAlarm() {
        assertThat(seen.alarms()).hasSize(1);
        return seen.alarms().getFirst();
    }

    @Test
    void aHealthyClusterIsGoodAllOverAndEveryVerdictHasItsOwnKey() {
        List<Verdict> verdicts = seen.verdicts();
        assertThat(verdicts).allMatch(Verdict::good);
        Set<String> keys = new HashSet<>();
        assertThat(verdicts).allMatch(verdict -> keys.add(verdict.key()));
        assertThat(keys)
                .contains(
                        "gluster cluster peers",
                        "gluster volume/wp-core bricks",
                        "gluster volume/wp-core heal",
                        "gluster volume/wp-core split-brain",
                        "gluster web1:/mnt/wp-core mount",
                        "gluster volume/wp-core latency",
                        "gluster web1:/mnt/wp-user write");
    }

    @Test
    void aBrickWithoutProcessIsOneAlarmThatTellsWhatIsLeftAndWhatWaits() {
        seen.process("wp-core", 3, "none");
        seen.set("origin1", "gluster", "brick " + SeenCluster.brick("wp-core", 1), "pending", "7");
        Verdict alarm = onlyAlarm();
        assertThat(alarm.key()).isEqualTo("gluster volume/wp-core bricks");
        assertThat(alarm.level()).isEqualTo(Level.CRITICAL);
        assertThat(alarm.message())
                .contains("origin3:/srv/disk/bricks/wp-core is down")
                .contains("2 of 3 replicas left")
                .contains("writes still work")
                .contains("7 entries wait");
        assertThat(alarm.advice()).contains("gluster volume start wp-core force");
    }

    @Test
    void twoOfThreeBricksLostIsLostQuorum() {
        seen.process("wp-core", 2, "none").process("wp-core", 3, "none");
        assertThat(onlyAlarm().message()).contains("1 of 3 replicas left, no quorum: writes fail");
    }

    @Test
    void withoutClientQuorumOneBrickIsEnoughToWrite() {
        seen.process("wp-core", 2, "none").process("wp-core", 3, "none");
        for (int node = 1; node <= 3; node++) {
            seen.set("origin" + node, "gluster", "volume wp-core", "option cluster.quorum-type", "none");
        }
        assertThat(onlyAlarm().message()).contains("1 of 3 replicas left; writes still work, but");
    }

    @Test
    void aStoppedBrickIsFrozenAndTheMountsThatHangForItAreToldWithIt() {
        seen.process("wp-core", 3, "T");
        for (String host : List.of("web1", "origin1")) {
            seen.drop(host, "mount", "/mnt/wp-core", "done")
                    .set(host, "mount", "/mnt/wp-core", "frozen_seconds", "4.0")
                    .set(host, "mount", "/mnt/wp-core", "step", "reading /mnt/wp-core/a");
        }
        Verdict alarm = onlyAlarm();
        assertThat(alarm.message())
                .contains("is frozen (its process is stopped, pid ")
                .contains("frozen meanwhile on web1, origin1");
        assertThat(alarm.advice()).contains("kill -CONT");
    }

    @Test
    void aBrickThatDoesNotAnswerIsTold() {
        String brick = "brick " + SeenCluster.brick("wp-user", 2);
        seen.drop("origin2", "gluster", brick, "ping_seconds")
                .set("origin2", "gluster", brick, "silent", "no answer within 2 s")
                .set("origin2", "gluster", brick, "state", "D");
        assertThat(onlyAlarm().message()).contains("does not answer (no answer within 2 s, process state D)");
    }

    @Test
    void aHostThatIsAwayIsOneAlarmForAllItsBricks() {
        awayFor("origin1", "origin2");
        Verdict alarm = onlyAlarm();
        assertThat(alarm.key()).isEqualTo("gluster cluster peers");
        assertThat(alarm.level()).isEqualTo(Level.CRITICAL);
        assertThat(alarm.message())
                .contains("origin3 is away")
                .contains("wp-core 2 of 3")
                .contains("wp-user 2 of 3");
    }

    private void awayFor(String... hosts) {
        seen.unreachable("origin3");
        for (String host : hosts) {
            seen.drop(host, "gluster", "peer origin3", "ping_seconds")
                    .set(host, "gluster", "peer origin3", "unreachable", "no answer within 2 s");
        }
    }

    @Test
    void aHostThatIsExpectedToBeAwayIsNone() {
        awayFor("origin1", "origin2");
        seen.stack("check: { away: [origin3] }\n");
        assertThat(seen.alarms()).isEmpty();
    }

    @Test
    void aPeerThatGlusterdHasNoConnectionToIsToldThoughItsStateIsStillInCluster() {
        seen.set("origin1", "gluster", "peer origin3", "connected", "0");
        Verdict alarm = onlyAlarm();
        assertThat(alarm.level()).isEqualTo(Level.WARNING);
        assertThat(alarm.message()).contains("origin3 is not connected, as origin1 sees it");
    }

    @Test
    void aRejectedPeerIsTold() {
        seen.set("origin1", "gluster", "peer origin2", "state", "Peer Rejected");
        assertThat(onlyAlarm().message()).contains("origin2 is 'Peer Rejected', as origin1 sees it");
    }

    @Test
    void aGlusterdThatDoesNotRunIsItsOwnAlarmAndNoLostPeer() {
        seen.set("origin3", "gluster", "-", "silent", "does not run");
        for (String host : List.of("origin1", "origin2")) {
            seen.set(host, "gluster", "peer origin3", "connected", "0")
                    .set(host, "gluster", "peer origin3", "unreachable", "connection refused");
        }
        Verdict alarm = onlyAlarm();
        assertThat(alarm.key()).isEqualTo("gluster origin3 glusterd");
        assertThat(alarm.level()).isEqualTo(Level.WARNING);
        assertThat(alarm.message()).contains("its bricks serve on");
    }

    @Test
    void entriesThatWaitThoughAllBricksServeAreMomentary() {
        String brick = "brick " + SeenCluster.brick("wp-core", 1);
        seen.set("origin1", "gluster", brick, "pending", "2")
                .set("origin1", "gluster", brick, "entry " + GFID, "2=0,0,1\t/site1/wp-content");
        Verdict alarm = onlyAlarm();
        assertThat(alarm.key()).isEqualTo("gluster volume/wp-core heal");
        assertThat(alarm.level()).isEqualTo(Level.WARNING);
        assertThat(alarm.momentary()).isTrue();
        assertThat(alarm.message()).contains("2 entries wait for heal: /site1/wp-content");
        assertThat(alarm.advice()).isNotEmpty();
    }

    @Test
    void healingThatIsSwitchedOffIsNamedAsTheReason() {
        seen.set("origin1", "gluster", "brick " + SeenCluster.brick("wp-core", 1), "pending", "2");
        for (int node = 1; node <= 3; node++) {
            seen.set("origin" + node, "gluster", "volume wp-core", "option cluster.self-heal-daemon", "off");
        }
        assertThat(onlyAlarm().message()).contains("cluster.self-heal-daemon is off");
        assertThat(onlyAlarm().advice()).isEqualTo("gluster volume set wp-core cluster.self-heal-daemon on");
    }

    @Test
    void aLongBacklogIsCriticalUnlessItShrinks() {
        String brick = "brick " + SeenCluster.brick("wp-core", 1);
        Past past = Past.NONE.after(
                seen.set("origin1", "gluster", brick, "pending", "500").observed());
        assertThat(seen.verdict("volume/wp-core", "heal").level()).isEqualTo(Level.CRITICAL);
        seen.set("origin1", "gluster", brick, "pending", "300");
        Verdict shrinking = seen.verdict("volume/wp-core", "heal", past);
        assertThat(shrinking.level()).isEqualTo(Level.WARNING);
        assertThat(shrinking.message()).contains("shrinking (500 the last time)");
        seen.set("origin1", "gluster", brick, "pending", "700");
        Verdict growing = seen.verdict("volume/wp-core", "heal", past);
        assertThat(growing.level()).isEqualTo(Level.CRITICAL);
        assertThat(growing.message()).contains("growing (500 the last time)");
    }

    @Test
    void aShortBacklogThatShrinksIsNoAlarm() {
        String brick = "brick " + SeenCluster.brick("wp-core", 1);
        Past past = Past.NONE.after(
                seen.set("origin1", "gluster", brick, "pending", "7").observed());
        assertThat(seen.verdict("volume/wp-core", "heal").level()).isEqualTo(Level.WARNING);
        seen.set("origin1", "gluster", brick, "pending", "4");
        assertThat(seen.verdict("volume/wp-core", "heal", past).level()).isEqualTo(Level.OK);
    }

    @Test
    void aFileThatEveryBrickCallsStaleSomewhereElseIsInSplitBrain() {
        split("1=1,0,0 2=1,0,0", "0=1,0,0 2=1,0,0", "0=1,0,0 1=1,0,0");
        Verdict alarm = onlyAlarm();
        assertThat(alarm.key()).isEqualTo("gluster volume/wp-core split-brain");
        assertThat(alarm.level()).isEqualTo(Level.CRITICAL);
        assertThat(alarm.message()).contains("1 file in split brain").contains("/site1/a file.php");
        assertThat(alarm.advice()).contains("split-brain latest-mtime /site1/a file.php");
    }

    @Test
    void aFileOfWhichOneBrickIsRightOnlyWaits() {
        split("1=1,0,0 2=1,0,0", "2=1,0,0", "1=1,0,0");
        assertThat(onlyAlarm().key()).isEqualTo("gluster volume/wp-core heal");
    }

    @Test
    void disagreementOnDifferentThingsIsNoSplitBrain() {
        split("1=1,0,0 2=1,0,0", "0=0,1,0", "");
        assertThat(onlyAlarm().key()).isEqualTo("gluster volume/wp-core heal");
    }

    @Test
    void nobodySpeaksOfSplitBrainWhileABrickCannotBeSeen() {
        split("1=1,0,0", "0=1,0,0", "");
        seen.drop("origin3", "gluster", "brick " + SeenCluster.brick("wp-core", 3), "pending");
        assertThat(seen.verdicts()).noneMatch(verdict -> verdict.key().equals("gluster volume/wp-core split-brain"));
    }

    private void split(String first, String second, String third) {
        List<String> marks = List.of(first, second, third);
        for (int node = 1; node <= 3; node++) {
            String text = marks.get(node - 1);
            if (!text.isEmpty()) {
                String brick = "brick " + SeenCluster.brick("wp-core", node);
                seen.set("origin" + node, "gluster", brick, "pending", "1")
                        .set("origin" + node, "gluster", brick, "entry " + GFID, text + "\t/site1/a file.php");
            }
        }
    }

    @Test
    void aSelfHealDaemonThatDoesNotRunIsTold() {
        seen.set("origin2", "gluster", "volume wp-core", "healer", "none");
        assertThat(onlyAlarm().message()).contains("no self-heal daemon on origin2 (not running)");
    }

    @Test
    void aMountThatLacksABrickThatServesIsToldOnceForAllHosts() {
        seen.set("web1", "mount", "/mnt/wp-core client 2", "connected", "0")
                .set("origin1", "mount", "/mnt/wp-core client 2", "connected", "0");
        Verdict alarm = onlyAlarm();
        assertThat(alarm.key()).isEqualTo("gluster volume/wp-core connections");
        assertThat(alarm.message())
                .contains("no connection from web1, origin1 to brick " + SeenCluster.brick("wp-core", 3));
    }

    @Test
    void optionsThatSlowWordPressDownAreAdviceAndNoAlarm() {
        for (int node = 1; node <= 3; node++) {
            seen.drop("origin" + node, "gluster", "volume wp-core", "option performance.cache-invalidation");
        }
        assertThat(seen.alarms()).isEmpty();
        assertThat(seen.verdict("volume/wp-core", "options").message())
                .startsWith("advice: gluster volume set wp-core performance.cache-invalidation on");
    }

    @Test
    void fewerBricksThanExpectedAreTold() {
        seen.stack("");
        for (int node = 1; node <= 3; node++) {
            seen.drop("origin" + node, "gluster", "volume wp-core", "brick-2");
        }
        assertThat(onlyAlarm().message()).contains("wp-core has 2 bricks, 3 are expected");
    }

    @Test
    void aStoppedVolumeAndOneThatIsNotThereAreTold() {
        for (int node = 1; node <= 3; node++) {
            seen.set("origin" + node, "gluster", "volume wp-core", "status", "2");
        }
        assertThat(seen.verdict("volume/wp-core", "bricks").message()).isEqualTo("volume wp-core is stopped");
        for (int node = 1; node <= 3; node++) {
            seen.drop("origin" + node, "gluster", "volume wp-core", "status");
        }
        assertThat(seen.verdict("volume/wp-core", "bricks").message()).contains("no volume wp-core");
    }

    @Test
    void aHelperWithoutRootIsUnknownAndNoOutage() {
        for (int node = 1; node <= 3; node++) {
            seen.problem("origin" + node, "gluster", "-", "cannot read /var/lib/glusterd: Permission denied");
        }
        assertThat(seen.alarms()).hasSize(3).allMatch(verdict -> verdict.level() == Level.UNKNOWN);
    }
}
