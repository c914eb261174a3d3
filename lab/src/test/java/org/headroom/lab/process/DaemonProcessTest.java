package org.headroom.lab.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With real processes that do nothing: a shell as the master, a sleep as its worker. */
final class DaemonProcessTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final List<String> MASTER_AND_WORKER = List.of("sh", "-c", "sleep 600 & wait");
    private static final List<String> STUBBORN = List.of("sh", "-c", "trap '' TERM; sleep 600 & wait; wait");

    @TempDir
    Path dir;

    private DaemonProcess daemon;

    @BeforeEach
    void name() {
        daemon = new DaemonProcess("test", dir.resolve("test.pid"));
    }

    @AfterEach
    void end() {
        daemon.kill();
    }

    private void start(List<String> command) {
        daemon.start(command, Map.of(), dir.resolve("output.log"));
        assertThat(Waiting.until(PATIENCE, () -> daemon.pids().size() == 2)).isTrue();
    }

    @Test
    void aLaterProgramFindsTheDaemonByItsPidFile() {
        start(MASTER_AND_WORKER);

        DaemonProcess later = new DaemonProcess("test", dir.resolve("test.pid"));

        assertThat(later.pid()).isEqualTo(daemon.pid()).isPresent();
        assertThat(later.pids()).hasSize(2);
        assertThat(later.pssBytes()).isPositive();
    }

    @Test
    void stoppingEndsMasterAndWorkersAndForgetsThem() {
        start(MASTER_AND_WORKER);

        daemon.stop(Duration.ofMillis(200));

        assertThat(daemon.pids()).isEmpty();
        assertThat(daemon.recorded()).isFalse();
    }

    @Test
    void whatDoesNotListenIsKilled() {
        start(STUBBORN);

        daemon.stop(Duration.ofMillis(100));

        assertThat(daemon.pids()).isEmpty();
    }

    @Test
    void workersAreFoundAfterTheirMasterHasDied() {
        start(MASTER_AND_WORKER);
        ProcessHandle.of(daemon.pid().orElseThrow()).orElseThrow().destroyForcibly();
        assertThat(Waiting.until(PATIENCE, () -> daemon.pid().isEmpty())).isTrue();

        assertThat(daemon.pids()).hasSize(1);
        daemon.stop(PATIENCE);

        assertThat(daemon.pids()).isEmpty();
    }

    @Test
    void aProcessThatOnlyHasTheSamePidIsNotOurs() throws Exception {
        ProcStat self = ProcStat.of(ProcessHandle.current().pid()).orElseThrow();
        new DaemonRecord(self.pid(), self.startTicks() - 1, DaemonRecord.currentBoot()).write(dir.resolve("test.pid"));

        assertThat(daemon.pid()).isEmpty();
        assertThat(daemon.pids()).isEmpty();
        daemon.stop(PATIENCE);
    }

    @Test
    void aPidOfAnEarlierBootIsNotOurs() throws Exception {
        ProcStat self = ProcStat.of(ProcessHandle.current().pid()).orElseThrow();
        new DaemonRecord(self.pid(), self.startTicks(), "another-boot").write(dir.resolve("test.pid"));

        assertThat(daemon.pid()).isEmpty();
        assertThat(daemon.pids()).isEmpty();
    }

    @Test
    void aPidFileThatWasCutShortCountsAsNone() throws Exception {
        Files.writeString(dir.resolve("test.pid"), "pid=12\nstart-ti");

        assertThat(daemon.pid()).isEmpty();
        assertThat(daemon.recorded()).isTrue();
        daemon.stop(PATIENCE);
        assertThat(daemon.recorded()).isFalse();
    }
}
