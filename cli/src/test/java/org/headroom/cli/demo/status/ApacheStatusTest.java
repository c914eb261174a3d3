package org.headroom.cli.demo.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.headroom.cli.demo.origin.OriginSnapshot;
import org.headroom.cli.demo.origin.PoolSnapshot;
import org.junit.jupiter.api.Test;

class ApacheStatusTest {
    private static final Instant START = Instant.parse("2026-11-22T18:46:00Z");

    private final ApacheStatus status = new ApacheStatus(START, "demo.headroom.test");

    @Test
    void theLinesAreThoseOfARealServerInItsOrder() {
        List<String> keys = status.render(snapshot(60, 3, 90), START.plusSeconds(61))
                .lines()
                .map(line -> line.replaceFirst(":.*", ""))
                .toList();

        // Of Apache 2.4 with mpm_event on Debian.
        assertThat(keys)
                .containsExactly(
                        "demo.headroom.test",
                        "ServerVersion",
                        "ServerMPM",
                        "Server Built",
                        "CurrentTime",
                        "RestartTime",
                        "ParentServerConfigGeneration",
                        "ParentServerMPMGeneration",
                        "ServerUptimeSeconds",
                        "ServerUptime",
                        "Load1",
                        "Load5",
                        "Load15",
                        "Total Accesses",
                        "Total kBytes",
                        "Total Duration",
                        "CPUUser",
                        "CPUSystem",
                        "CPUChildrenUser",
                        "CPUChildrenSystem",
                        "Uptime",
                        "ReqPerSec",
                        "BytesPerSec",
                        "BytesPerReq",
                        "DurationPerReq",
                        "BusyWorkers",
                        "GracefulWorkers",
                        "IdleWorkers",
                        "Processes",
                        "Stopping",
                        "ConnsTotal",
                        "ConnsAsyncWaitIO",
                        "ConnsAsyncWriting",
                        "ConnsAsyncKeepAlive",
                        "ConnsAsyncClosing",
                        "Scoreboard");
    }

    @Test
    void theFiguresAreTheSnapshots() {
        assertThat(status.render(snapshot(60, 3, 90), START.plusSeconds(60)))
                .contains("\nCurrentTime: Sunday, 22-Nov-2026 18:47:00 UTC\n")
                .contains("\nServerUptime: 1 minute\n")
                .contains("\nTotal Accesses: 90\nTotal kBytes: 45\nTotal Duration: 900\n")
                .contains("\nReqPerSec: 1.5\nBytesPerSec: 768\nBytesPerReq: 512\nDurationPerReq: 10\n")
                .contains("\nBusyWorkers: 3\nGracefulWorkers: 0\nIdleWorkers: 57\nProcesses: 3\n")
                .endsWith("\nScoreboard: WWW" + "_".repeat(57) + "\n");
    }

    @Test
    void ratesAreLeftOutWhereThereIsNothingToDivideBy() {
        assertThat(status.render(snapshot(60, 0, 0), START))
                .doesNotContain("PerSec")
                .doesNotContain("PerReq");
    }

    @Test
    void numbersAndPeriodsAreWrittenAsApacheWritesThem() {
        assertThat(ApacheStatus.shortest(0.0443)).isEqualTo(".0443");
        assertThat(ApacheStatus.shortest(1_234.5678)).isEqualTo("1234.57");
        assertThat(ApacheStatus.shortest(0)).isEqualTo("0");
        assertThat(ApacheStatus.period(90_061)).isEqualTo(" 1 day 1 hour 1 minute 1 second");
        assertThat(ApacheStatus.period(7_202)).isEqualTo(" 2 hours 2 seconds");
    }

    private static OriginSnapshot snapshot(int workers, int busy, long completed) {
        List<PoolSnapshot.Worker> states = IntStream.range(0, workers)
                .mapToObj(worker -> new PoolSnapshot.Worker(
                        1, worker < busy ? Optional.of("/") : Optional.empty(), Duration.ofMillis(10)))
                .toList();
        var apache = new PoolSnapshot(
                workers,
                511,
                busy,
                0,
                completed + busy,
                completed,
                0,
                busy,
                0,
                Duration.ofMillis(10 * completed),
                states);
        return new OriginSnapshot(apache, apache, 512 * completed);
    }
}
