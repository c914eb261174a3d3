package org.headroom.tuner.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.headroom.tuner.model.Figure;
import org.junit.jupiter.api.Test;

class ProcessMemoryTest {
    private final List<RunningProcess> processes = new ArrayList<>();

    @Test
    void readsApachesParentAndProcesses() {
        process(10, 1, "apache2", "/usr/sbin/apache2 -k start", 1, 6_000, 4_000, 0);
        process(11, 10, "apache2", "/usr/sbin/apache2 -k start", 28, 12_000, 9_000, 0);
        process(12, 10, "apache2", "/usr/sbin/apache2 -k start", 28, 11_000, 9_000, 0);
        var apache = ProcessMemory.of(processes).apache();
        assertThat(apache.parentBytes()).isEqualTo(new Figure(6_000 * 1024, "PSS of process 10"));
        assertThat(apache.processBytes().value()).isEqualTo((12_000 - 28 * 256) * 1024);
        assertThat(apache.processBytes().source())
                .isEqualTo("PSS of the largest of 2 processes, less its threads × a1");
    }

    @Test
    void readsChildrenByPool() {
        fpm(22);
        ProcessMemory memory = ProcessMemory.of(processes);
        assertThat(memory.childBytes("www"))
                .isEqualTo(new Figure(19_000 * 1024, "p95 of the private bytes of 20 children"));
        assertThat(memory.worstChildBytes("www").value()).isEqualTo(20_000 * 1024 * 1.2);
        assertThat(memory.childBytes("shop").source()).startsWith("assumed: ");
    }

    @Test
    void countsTheOpcacheOnce() {
        fpm(22);
        var fpm = ProcessMemory.of(processes).fpm(OptionalLong.empty(), Optional.empty());
        assertThat(fpm.masterBytes()).isEqualTo(new Figure(9_000 * 1024, "PSS of process 20"));
        assertThat(fpm.opcacheBytes().value()).isEqualTo(128 << 20);
    }

    @Test
    void sumsUpWhatElseLivesThere() {
        fpm(22);
        process(99, 1, "glusterfsd", "/usr/sbin/glusterfsd", 20, 150_000, 150_000, 0);
        ProcessMemory memory = ProcessMemory.of(processes);
        assertThat(others(memory, Map.of())).isEqualTo(150_000 * 1024 * 1.1);
        assertThat(memory.hasDatabase()).isFalse();
    }

    @Test
    void aDatabaseCountsAsLargeAsItMayGrow() {
        process(99, 1, "mariadbd", "", 20, 150_000, 150_000, 0);
        ProcessMemory memory = ProcessMemory.of(processes);
        assertThat(memory.hasDatabase()).isTrue();
        // 96 MiB for the program, a pool of 512 MiB, a log buffer of 16.
        assertThat(others(memory, Map.of("mariadb innodb_buffer_pool_size", "512M")))
                .isEqualTo(624 << 20);
        assertThat(others(memory, Map.of("mariadb innodb_buffer_pool_size", "8M")))
                .as("larger than it should be already")
                .isEqualTo(150_000 * 1024 * 1.1);
    }

    private static double others(ProcessMemory memory, Map<String, String> settings) {
        return memory.others(DatabaseMemory.of(settings)).orElseThrow().value();
    }

    @Test
    void anOpcacheIsMadeLargerWhenItMustAndNeverSmaller() {
        fpm(22);
        ProcessMemory memory = ProcessMemory.of(processes);
        // 41 MiB in use: 64 with half more to grow.
        assertThat(opcache(memory, 64)).isEqualTo(64 << 20);
        assertThat(opcache(memory, 512)).isEqualTo(512 << 20);
        assertThat(opcache(memory, 32)).isEqualTo(64 << 20);
    }

    @Test
    void anOpcacheThatIsConfiguredCountsThoughNobodySeesIt() {
        assertThat(opcache(ProcessMemory.unknown(), 512)).isEqualTo(512 << 20);
    }

    private static double opcache(ProcessMemory memory, long mebibytes) {
        return memory.fpm(OptionalLong.of(mebibytes << 20), Optional.empty())
                .opcacheBytes()
                .value();
    }

    @Test
    void whereProcessesCannotBeReadNoLessThanTheStandardIsReserved() {
        process(99, 1, "bash", "", 1, 3_000, 3_000, 0);
        Figure reserved = ProcessMemory.of(processes, 40)
                .others(DatabaseMemory.of(Map.of()))
                .orElseThrow();
        assertThat(reserved.value()).isEqualTo(256 << 20);
        assertThat(reserved.isAssumed()).isTrue();
    }

    @Test
    void whatIsNotThereIsAssumedAndSaidSo() {
        for (ProcessMemory memory : new ProcessMemory[] {ProcessMemory.of(List.of()), ProcessMemory.unknown()}) {
            assertThat(memory.apache().parentBytes().source()).startsWith("assumed: ");
            assertThat(memory.fpm(OptionalLong.empty(), Optional.empty())
                            .opcacheBytes()
                            .source())
                    .startsWith("assumed: ");
            assertThat(memory.childBytes("www").source()).startsWith("assumed: ");
            assertThat(memory.others(DatabaseMemory.of(Map.of()))).isEmpty();
        }
    }

    private void fpm(int firstChild) {
        process(20, 1, "php-fpm8.2", "php-fpm: master process (/etc/php/8.2/fpm/php-fpm.conf)", 1, 9_000, 5_000, 2_000);
        for (int i = 0; i < 20; i++) {
            process(firstChild + i, 20, "php-fpm8.2", "php-fpm: pool www", 1, 21_000, (i + 1) * 1_000L, 2_000);
        }
    }

    private void process(
            int pid, int parent, String name, String command, int threads, long pss, long priv, long shared) {
        processes.add(new RunningProcess(pid, parent, name, command, threads, pss * 1024, priv * 1024, shared * 1024));
    }
}
