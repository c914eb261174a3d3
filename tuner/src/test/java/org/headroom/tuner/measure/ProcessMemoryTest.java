package org.headroom.tuner.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.headroom.tuner.model.Figure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessMemoryTest {
    @TempDir
    private Path proc;

    @Test
    void readsApachesParentAndProcesses() throws IOException {
        process(10, 1, "apache2", "/usr/sbin/apache2 -k start", 1, 6_000, 4_000, 0);
        process(11, 10, "apache2", "/usr/sbin/apache2 -k start", 28, 12_000, 9_000, 0);
        process(12, 10, "apache2", "/usr/sbin/apache2 -k start", 28, 11_000, 9_000, 0);
        var apache = ProcessMemory.read(proc).apache();
        assertThat(apache.parentBytes()).isEqualTo(new Figure(6_000 * 1024, "PSS of process 10"));
        assertThat(apache.processBytes().value()).isEqualTo((12_000 - 28 * 256) * 1024);
        assertThat(apache.processBytes().source())
                .isEqualTo("PSS of the largest of 2 processes, less its threads × a1");
    }

    @Test
    void readsChildrenByPool() throws IOException {
        fpm(22);
        ProcessMemory memory = ProcessMemory.read(proc);
        assertThat(memory.childBytes("www"))
                .isEqualTo(new Figure(19_000 * 1024, "p95 of the private bytes of 20 children"));
        assertThat(memory.worstChildBytes("www").value()).isEqualTo(20_000 * 1024 * 1.2);
        assertThat(memory.childBytes("shop").source()).startsWith("assumed: ");
    }

    @Test
    void countsTheOpcacheOnce() throws IOException {
        fpm(22);
        var fpm = ProcessMemory.read(proc).fpm();
        assertThat(fpm.masterBytes()).isEqualTo(new Figure(9_000 * 1024, "PSS of process 20"));
        assertThat(fpm.opcacheBytes().value()).isEqualTo(21 * 2_000 * 1024 * 1.25);
    }

    @Test
    void sumsUpWhatElseLivesThere() throws IOException {
        fpm(22);
        process(99, 1, "mariadbd", "/usr/sbin/mariadbd", 20, 150_000, 150_000, 0);
        assertThat(ProcessMemory.read(proc).others().orElseThrow().value()).isEqualTo(150_000 * 1024 * 1.1);
    }

    @Test
    void whatMayNotBeReadIsAssumedAndSaidSo() throws IOException {
        Files.createDirectories(proc.resolve("10"));
        Files.writeString(proc.resolve("10/status"), "Name:\tapache2\nPPid:\t1\n");
        for (ProcessMemory memory : new ProcessMemory[] {ProcessMemory.read(proc), ProcessMemory.unknown()}) {
            assertThat(memory.apache().parentBytes().source()).startsWith("assumed: ");
            assertThat(memory.fpm().opcacheBytes().source()).startsWith("assumed: ");
            assertThat(memory.childBytes("www").source()).startsWith("assumed: ");
            assertThat(memory.others()).isEmpty();
        }
    }

    @Test
    void thisMachineCanBeRead() {
        assertThat(ProcessMemory.read(Path.of("/proc")).others()).isPresent();
        assertThat(HostMemory.ofThisMachine().limit()).isPresent();
    }

    private void fpm(int firstChild) throws IOException {
        process(20, 1, "php-fpm8.2", "php-fpm: master process (/etc/php/8.2/fpm/php-fpm.conf)", 1, 9_000, 5_000, 2_000);
        for (int i = 0; i < 20; i++) {
            process(firstChild + i, 20, "php-fpm8.2", "php-fpm: pool www", 1, 21_000, (i + 1) * 1_000, 2_000);
        }
    }

    private void process(int pid, int parent, String name, String command, int threads, int pss, int priv, int shared)
            throws IOException {
        Path dir = Files.createDirectories(proc.resolve(Integer.toString(pid)));
        Files.writeString(
                dir.resolve("status"), "Name:\t" + name + "\nPPid:\t" + parent + "\nThreads:\t" + threads + "\n");
        Files.writeString(
                dir.resolve("cmdline"),
                command.replace(' ', '\0')
                        .replace("\0pool\0", " pool ")
                        .replace("php-fpm:\0master\0process\0", "php-fpm: master process "));
        Files.writeString(
                dir.resolve("smaps_rollup"),
                "00400000-7ffc rollup\nRss: 99999 kB\nPss: " + pss + " kB\nPss_Shmem: " + shared
                        + " kB\nPrivate_Clean: 0 kB\nPrivate_Dirty: " + priv + " kB\n");
    }
}
