package org.headroom.probes.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The helper's look at daemons at work, from a /proc of prepared files. */
class WorkSectionTest {
    private static final String WORK = "work";
    private static final double KIB = 1024;
    /** Of a process that runs, and so does not wait for a connection. */
    private static final String RUNS = "running\n";

    @TempDir
    Path root;

    private void file(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** A process with 40 kB shared. */
    private void process(int pid, String stat, String title, int privateKib, int peakKib) throws IOException {
        String proc = "proc/" + pid + "/";
        file(proc + "stat", pid + " (" + stat + " 0 0 0");
        file(proc + "cmdline", title + "\0\0\0");
        int rss = privateKib + 40;
        file(proc + "status", "VmHWM:\t " + peakKib + " kB\nVmRSS:\t " + rss + " kB\nThreads:\t27\n");
        file(
                proc + "smaps_rollup",
                "Rss: " + rss + " kB\nPss: " + (privateKib + 10)
                        + " kB\nPss_Anon: 1 kB\nPrivate_Clean: 1 kB\nPrivate_Dirty: " + (privateKib - 1) + " kB\n");
    }

    private void child(int pid, String pool, int privateKib, int peakKib, String call) throws IOException {
        process(pid, "php-fpm8.4) S 9", "php-fpm: pool " + pool, privateKib, peakKib);
        file("proc/" + pid + "/syscall", call);
    }

    private HostFacts look() throws Exception {
        RealHelper.Ran ran = RealHelper.sent("$main::ROOT = '" + root + "';", "work\nlook\t10\n");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.facts().problems()).isEmpty();
        return ran.facts();
    }

    @Test
    void ofAPoolAChildAtARequestAndTheOneThatWasLargestAreMeasured() throws Exception {
        process(9, "php-fpm8.4) S 1", "php-fpm: master process (/etc/php-fpm.conf)", 100, 900);
        child(10, "www", 200, 260, RUNS);
        // Waits in accept, on x86 and on ARM.
        child(11, "www", 100, 640, "43 0x7 0x0\n");
        child(12, "www", 100, 600, "202 0x7 0x0\n");
        if (System.getProperty("os.arch", "").equals("aarch64")) {
            Files.writeString(root.resolve("proc/11/syscall"), "202 0x7 0x0\n");
        } else {
            Files.writeString(root.resolve("proc/12/syscall"), "43 0x7 0x0\n");
        }
        HostFacts facts = look();

        assertThat(facts.subjects(WORK)).containsExactly("pool www");
        assertThat(facts.number(WORK, "pool www", "private")).hasValue(200 * KIB);
        assertThat(facts.number(WORK, "pool www", "peak")).hasValue((640 - 40) * KIB);
    }

    @Test
    void theHiddenPoolOfAStatusSocketIsNone() throws Exception {
        child(10, "www", 200, 260, RUNS);
        child(11, "www_status", 20, 26, RUNS);
        child(12, "my_status", 20, 26, RUNS);
        assertThat(look().subjects(WORK)).containsExactlyInAnyOrder("pool www", "pool my_status");
    }

    @Test
    void whereNobodyIsAtARequestThereIsThePeakAlone() throws Exception {
        child(10, "www", 100, 500, System.getProperty("os.arch", "").equals("aarch64") ? "202 0x7\n" : "43 0x7\n");
        assertThat(look().of(WORK, "pool www")).containsOnlyKeys("peak");
    }

    @Test
    void aPeakIsNoLessThanWhatThereIsNow() throws Exception {
        child(10, "www", 300, 100, RUNS);
        assertThat(look().number(WORK, "pool www", "peak")).hasValue(300 * KIB);
    }

    @Test
    void ofApacheTheLargestProcessWithWorkersIsMeasured() throws Exception {
        process(20, "apache2) S 1", "/usr/sbin/apache2\0-k\0start", 5000, 9000);
        process(21, "apache2) S 20", "/usr/sbin/apache2\0-k\0start", 700, 900);
        process(22, "apache2) S 20", "/usr/sbin/apache2\0-k\0start", 800, 900);
        process(23, "apache2) S 20", "/usr/sbin/apache2\0-k\0start", 9000, 9900);
        file("proc/23/status", "VmRSS:\t9000 kB\nThreads:\t1\n");
        HostFacts facts = look();

        assertThat(facts.number(WORK, "apache", "pss")).hasValue(810 * KIB);
        assertThat(facts.number(WORK, "apache", "threads")).hasValue(27);
    }

    @Test
    void ofManyPoolsSomeAreMeasuredInEachLookAndOthersInTheNext() throws Exception {
        for (int pool = 0; pool < 12; pool++) {
            child(100 + pool, "p" + pool, 100, 200, RUNS);
        }
        Set<String> seen = new HashSet<>();
        for (int look = 0; look < 60 && seen.size() < 12; look++) {
            HostFacts facts = look();
            assertThat(facts.subjects(WORK)).hasSize(4);
            seen.addAll(facts.subjects(WORK));
        }
        assertThat(seen).hasSize(12);
    }

    @Test
    void whatMayNotBeReadOrIsGarbageIsLeftOut() throws Exception {
        file("proc/7/stat", "7 (php-fpm8.4) S 1");
        file("proc/8/stat", "apache2");
        child(10, "www", 100, 500, RUNS);
        file("proc/10/smaps_rollup", "Rss: much\n");
        child(11, "odd", 100, 500, "");
        file("proc/11/status", "\0\0\0");
        file("proc/12/cmdline", "php-fpm: pool none");
        assertThat(look().subjects(WORK)).isEmpty();
    }
}
