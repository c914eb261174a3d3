package org.headroom.probes.gluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Past;
import org.headroom.probes.health.Verdict;
import org.junit.jupiter.api.Test;

/** What is told of volumes where hosts have them mounted. */
final class MountRulesTest {
    private static final String MOUNT = "/mnt/wp-user";

    private final SeenCluster seen = new SeenCluster();

    private Verdict onlyAlarm() {
        assertThat(seen.alarms()).hasSize(1);
        return seen.alarms().getFirst();
    }

    @Test
    void aMountThatHangsIsFrozenAndSaysWhatItWasDoing() {
        seen.drop("web1", "mount", MOUNT, "done")
                .set("web1", "mount", MOUNT, "step", "stat of /mnt/wp-user")
                .set("web1", "mount", MOUNT, "frozen_seconds", "4.0");
        Verdict alarm = onlyAlarm();
        assertThat(alarm.key()).isEqualTo("gluster web1:/mnt/wp-user mount");
        assertThat(alarm.level()).isEqualTo(Level.CRITICAL);
        assertThat(alarm.message())
                .contains("wp-user on web1 (/mnt/wp-user) hangs, no answer within 4 s (stat of /mnt/wp-user)");
    }

    @Test
    void aMountThatStillHangsSaysSinceWhen() {
        seen.problem("web1", "mount", MOUNT, "an earlier look still hangs (since 312 s)")
                .set("web1", "mount", MOUNT, "stuck_seconds", "312");
        assertThat(onlyAlarm().message()).contains("has been frozen for 312 s");
    }

    @Test
    void anotherLookAtTheSameMomentIsNoAlarm() {
        seen.problem("web1", "mount", MOUNT, "an earlier look still hangs (since 1 s)")
                .set("web1", "mount", MOUNT, "stuck_seconds", "1");
        assertThat(seen.alarms()).isEmpty();
    }

    @Test
    void aLookThatHadNoTimeToEndIsNoFrozenMountUnlessItHungAllThatTime() {
        seen.drop("web1", "mount", MOUNT, "done");
        seen.failed("web1", "mount", MOUNT, "no answer within 2.0 s").set("web1", "mount", MOUNT, "step_at", "1.100");
        assertThat(seen.alarms()).isEmpty();
        seen.set("web1", "mount", MOUNT, "step_at", "0.010");
        assertThat(onlyAlarm().level()).isEqualTo(Level.CRITICAL);
        assertThat(onlyAlarm().momentary()).isTrue();
    }

    @Test
    void aMountWhoseClientHasDiedIsTold() {
        seen.drop("web1", "mount", MOUNT, "done")
                .set("web1", "mount", MOUNT, "dead", "Transport endpoint is not connected");
        Verdict alarm = onlyAlarm();
        assertThat(alarm.message()).contains("does not work: Transport endpoint is not connected");
        assertThat(alarm.advice()).contains("umount -l /mnt/wp-user && mount /mnt/wp-user");
    }

    @Test
    void whatIsNotMountedIsNotJudgedHere() {
        seen.problem("web1", "mount", MOUNT, "x").set("web1", "mount", MOUNT, "mounted", "0");
        assertThat(seen.alarms()).isEmpty();
        assertThat(seen.verdicts()).noneMatch(verdict -> verdict.host().equals("web1:/mnt/wp-user"));
    }

    @Test
    void errorsOfSingleFilesAreAWarningAndOfAllAreCritical() {
        seen.set("web1", "mount", MOUNT, "read_problem", "/mnt/wp-user/a: Input/output error");
        assertThat(onlyAlarm().level()).isEqualTo(Level.WARNING);
        assertThat(onlyAlarm().message()).contains("/mnt/wp-user/a: Input/output error");
        seen.drop("web1", "mount", MOUNT, "read_seconds");
        assertThat(onlyAlarm().level()).isEqualTo(Level.CRITICAL);
    }

    @Test
    void aSlowMountIsMomentaryAndComparedWithTheHostsOwnDisk() {
        latency("0.080000", "0.065000", "0.050000");
        seen.set("web1", "mount", MOUNT, "local_read_seconds", "0.000010");
        Verdict alarm = onlyAlarm();
        assertThat(alarm.key()).isEqualTo("gluster volume/wp-user latency");
        assertThat(alarm.level()).isEqualTo(Level.WARNING);
        assertThat(alarm.momentary()).isTrue();
        assertThat(alarm.message())
                .contains("wp-user: a small file takes 80 ms on web1 (8000 times as long as on its own disk");
    }

    @Test
    void aBusyCpuThatSlowsDownSomeTouchesIsNoSlowVolume() {
        latency("0.090000", "0.002000", "0.003000");
        assertThat(seen.alarms()).isEmpty();
    }

    @Test
    void aSlowDiskIsSeenThoughNamesAreFoundFast() {
        latency("0.700000", "0.510000", "0.001000");
        assertThat(onlyAlarm().level()).isEqualTo(Level.CRITICAL);
    }

    private void latency(String median, String fastest, String fastestLookup) {
        seen.set("web1", "mount", MOUNT, "read_seconds", median)
                .set("web1", "mount", MOUNT, "read_best_seconds", fastest)
                .set("web1", "mount", MOUNT, "lookup_best_seconds", fastestLookup);
    }

    @Test
    void aVolumeThatCannotBeWrittenIsTold() {
        seen.set("web1", "mount", MOUNT, "write_problem", "open /mnt/wp-user/.headroom/x: Read-only file system");
        assertThat(onlyAlarm().message()).contains("cannot be written").contains("Read-only file system");
    }

    @Test
    void whatDoesNotReadBackIsTold() {
        seen.set("web1", "mount", MOUNT, "read_back", "0");
        assertThat(onlyAlarm().message()).contains("does not give back what was just written");
    }

    @Test
    void aMountThatStillSeesAnOlderWriteOfAnotherHostIsNotFresh() {
        tokens("origin1", "1000.000000", "940.000000");
        seen.set("web1", "mount", MOUNT, "seen origin1", "700.000000");
        seen.set("origin2", "mount", MOUNT, "seen origin1", "940.000000");
        seen.set("origin3", "mount", MOUNT, "seen origin1", "1000.000000");
        Verdict alarm = onlyAlarm();
        assertThat(alarm.key()).isEqualTo("gluster web1:/mnt/wp-user write");
        assertThat(alarm.level()).isEqualTo(Level.WARNING);
        assertThat(alarm.message()).contains("the file of origin1 is 240 s older than what origin1 wrote");
    }

    @Test
    void whatWasWrittenAMomentAgoNeedNotBeSeenByAll() {
        tokens("origin1", "1000.000000", "999.000000");
        for (String host : new String[] {"web1", "origin2", "origin3"}) {
            seen.set(host, "mount", MOUNT, "seen origin1", "700.000000");
        }
        assertThat(seen.alarms()).isEmpty();
    }

    private void tokens(String host, String now, String before) {
        seen.set(host, "mount", MOUNT, "token", now)
                .set(host, "mount", MOUNT, "token_before", before)
                .set(host, "mount", MOUNT, "seen " + host, now);
    }

    @Test
    void aSlowBrickIsNamedByItsProfile() {
        seen.set("origin1", "gluster-profile", "wp-core", "version", "11.1");
        seen.set("origin1", "gluster-profile", "wp-core", "xml", profile(1000, 1000));
        Past before = new Past(java.util.Map.of()).after(seen.observed());
        Past past = new Past(before.seen().entrySet().stream()
                .collect(java.util.stream.Collectors.toMap(
                        java.util.Map.Entry::getKey,
                        entry -> new Past.Seen(
                                Instant.parse("2026-11-26T08:55:00Z"),
                                entry.getValue().values()))));
        seen.set("origin1", "gluster-profile", "wp-core", "xml", profile(2000, 3000));
        Verdict slow = seen.verdict("volume/wp-core", "answer-time", past);
        assertThat(slow.level()).isEqualTo(Level.WARNING);
        assertThat(slow.message())
                .contains("brick " + SeenCluster.brick("wp-core", 3) + " takes 151 ms for an operation, over 2000");
    }

    // The third brick needs 1 ms for each of the first thousand operations, and more later.
    private static String profile(int hits, int slowHits) {
        StringBuilder xml = new StringBuilder("<cliOutput><volProfile>");
        for (int node = 1; node <= 3; node++) {
            boolean slow = node == 3;
            double mean = slow && slowHits > 1000 ? 101e6 : 1e6;
            xml.append("<brick><brickName>%s</brickName><cumulativeStats><fopStats><fop><name>LOOKUP</name>"
                    .formatted(SeenCluster.brick("wp-core", node)));
            xml.append("<hits>%d</hits><avgLatency>%f</avgLatency></fop></fopStats></cumulativeStats></brick>"
                    .formatted(slow ? slowHits : hits, mean));
        }
        return xml.append("</volProfile></cliOutput>").toString();
    }
}
