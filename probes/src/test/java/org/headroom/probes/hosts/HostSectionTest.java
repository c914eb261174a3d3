package org.headroom.probes.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The helper's look at a host whose /proc and cgroups are prepared files. */
class HostSectionTest {
    private static final long MIB = 1 << 20;

    @TempDir
    Path root;

    private void file(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void process(int pid, String name, String cgroup, long pssKib) throws IOException {
        file("proc/" + pid + "/stat", pid + " (" + name + ") S 1 1 1 0 -1");
        file("proc/" + pid + "/cgroup", cgroup + "\n");
        file("proc/" + pid + "/smaps_rollup", "Rss: 9 kB\nPss: " + pssKib + " kB\nPss_Anon: 1 kB\n");
        file("proc/" + pid + "/statm", "100 50 10 1 0 20 0");
    }

    private void machine(String mountinfo) throws IOException {
        file("proc/self/mountinfo", mountinfo + "\n");
        file(
                "proc/meminfo",
                "MemTotal: 1000 kB\nMemFree: 100 kB\nMemAvailable: 400 kB\nSwapTotal: 0 kB\nSwapFree: 0 kB\n");
        file("proc/loadavg", "1.50 0.70 0.30 1/200 4711\n");
        file(
                "proc/pressure/memory",
                "some avg10=1.00 avg60=2.50 avg300=0.00 total=1\nfull avg10=0.00 avg60=1.25 avg300=0 total=1\n");
        file("proc/vmstat", "pgmajfault 9\noom_kill 7\n");
    }

    private HostFacts look(String... words) throws Exception {
        String order = "host" + (words.length > 0 ? "\t" + String.join("\t", words) : "");
        RealHelper.Ran ran = RealHelper.sent("$main::ROOT = '" + root + "';", order + "\nlook\t10\n");
        assertThat(ran.err()).isEmpty();
        return ran.facts();
    }

    @Test
    void memoryLoadAndPressureAreRead() throws Exception {
        machine("");
        HostFacts facts = look();

        assertThat(facts.number("host", "-", "memory_total")).hasValue(1000 * 1024);
        assertThat(facts.number("host", "-", "memory_available")).hasValue(400 * 1024);
        assertThat(facts.number("host", "-", "load_5m")).hasValue(0.7);
        assertThat(facts.number("host", "-", "pressure_memory_full")).hasValue(0.0125);
        assertThat(facts.number("host", "-", "oom_kills")).hasValue(7);
        assertThat(facts.text("host", "-", "limit")).isEmpty();
    }

    @Test
    void aKernelWithoutAnyOfItIsNoError() throws Exception {
        HostFacts facts = look();

        assertThat(facts.problems()).isEmpty();
        assertThat(facts.number("host", "-", "cores")).isPresent();
    }

    @Test
    void version2ServicesHaveTheirOwnLimitAndThePageCacheIsNotCounted() throws Exception {
        machine("30 1 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw,nsdelegate");
        process(1, "systemd", "0::/init.scope", 5);
        process(20, "apache2", "0::/system.slice/apache2.service", 1000);
        process(21, "apache2", "0::/system.slice/apache2.service", 500);
        process(30, "php-fpm8.4", "0::/system.slice/php-fpm.service", 2000);
        file("sys/fs/cgroup/init.scope/memory.max", "max\n");
        file("sys/fs/cgroup/system.slice/memory.max", "max\n");
        file("sys/fs/cgroup/system.slice/php-fpm.service/memory.max", "max\n");
        String apache = "sys/fs/cgroup/system.slice/apache2.service/";
        file(apache + "memory.max", 100 * MIB + "\n");
        file(apache + "memory.current", 90 * MIB + "\n");
        file(
                apache + "memory.stat",
                "anon 1\nfile " + 50 * MIB + "\nshmem " + 10 * MIB + "\nslab_reclaimable " + 5 * MIB + "\n");

        HostFacts facts = look();

        assertThat(facts.number("host", "apache", "processes")).hasValue(2);
        assertThat(facts.number("host", "apache", "pss")).hasValue(1500 * 1024);
        assertThat(facts.text("host", "apache", "limit_of")).contains("/system.slice/apache2.service");
        assertThat(facts.number("host", "apache", "limit")).hasValue(100 * MIB);
        assertThat(facts.number("host", "apache", "limit_used")).hasValue(45 * MIB);
        assertThat(facts.text("host", "fpm", "limit")).isEmpty();
        assertThat(facts.text("host", "-", "limit")).isEmpty();
        assertThat(facts.number("host", "-", "pressure_io_full")).isEmpty();
    }

    @Test
    void inAContainerOfVersion2ItsOwnRootCounts() throws Exception {
        machine("30 1 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw");
        process(1, "init", "0::/", 5);
        file("sys/fs/cgroup/memory.max", 200 * MIB + "\n");
        file("sys/fs/cgroup/memory.current", 150 * MIB + "\n");
        file("sys/fs/cgroup/memory.stat", "file " + 50 * MIB + "\nshmem 0\n");
        file("sys/fs/cgroup/memory.events", "low 0\noom 1\noom_kill 3\n");

        HostFacts facts = look();

        assertThat(facts.number("host", "-", "limit")).hasValue(200 * MIB);
        assertThat(facts.number("host", "-", "limit_used")).hasValue(100 * MIB);
        assertThat(facts.number("host", "-", "oom_kills")).hasValue(3);
    }

    @Test
    void version1OfTheLabIsRead() throws Exception {
        machine("30 1 0:26 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n"
                + "31 1 0:27 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw");
        process(1, "tini", "4:memory:/headroom/origin1\n0::/", 5);
        file("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
        Files.createDirectories(root.resolve("sys/fs/cgroup/unified"));
        String own = "sys/fs/cgroup/memory/headroom/origin1/";
        file(own + "memory.limit_in_bytes", 400 * MIB + "\n");
        file(own + "memory.usage_in_bytes", 390 * MIB + "\n");
        file(own + "memory.stat", "cache 1\ntotal_cache " + 200 * MIB + "\ntotal_shmem " + 20 * MIB + "\n");
        file(own + "memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 2\n");

        HostFacts facts = look();

        assertThat(facts.text("host", "-", "limit_of")).contains("/headroom/origin1");
        assertThat(facts.number("host", "-", "limit")).hasValue(400 * MIB);
        assertThat(facts.number("host", "-", "limit_used")).hasValue(210 * MIB);
        assertThat(facts.number("host", "-", "oom_kills")).hasValue(2);
    }

    @Test
    void besideALoadNoMapsAreRead() throws Exception {
        machine("");
        process(30, "php-fpm8.4", "0::/", 2000);

        HostFacts facts = look("light");

        assertThat(facts.text("host", "fpm", "pss")).isEmpty();
        assertThat(facts.number("host", "fpm", "rss").getAsDouble()).isPositive();
    }

    @Test
    void garbageInEveryFileIsSurvived() throws Exception {
        machine("x - y\n\n- - -\n1 2 3 4 5 6 - cgroup2 z rw");
        for (String name : new String[] {"meminfo", "loadavg", "pressure/memory", "vmstat"}) {
            file("proc/" + name, "\u0000ff \n\n::: 99999999999999999999999\noom_kill x\nMemTotal: many\n");
        }
        process(1, "a) b (c", "garbage", -1);
        file("proc/77/stat", "no brackets");

        assertThat(look().problems()).isEmpty();
    }
}
