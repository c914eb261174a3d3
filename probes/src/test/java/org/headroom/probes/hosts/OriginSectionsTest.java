package org.headroom.probes.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the tuner is told of an origin, from prepared files. */
class OriginSectionsTest {
    @TempDir
    Path root;

    private void file(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }

    private HostFacts look(String section) throws Exception {
        RealHelper.Ran ran = RealHelper.sent("$main::ROOT = '" + root + "';", section + "\nlook\t10\n");
        assertThat(ran.err()).isEmpty();
        return ran.facts();
    }

    private void process(int pid, String name, String title) throws IOException {
        file("proc/" + pid + "/status", "Name:\t" + name + "\nPid:\t" + pid + "\nPPid:\t1\nThreads:\t27\n");
        file("proc/" + pid + "/cmdline", title + "\0--password=secret\0");
        file("proc/" + pid + "/smaps_rollup", """
                0-1 ---p 0 0:0 0 [rollup]
                Rss: 90 kB
                Pss: 50 kB
                Pss_Shmem: 8 kB
                Private_Clean: 4 kB
                Private_Dirty: 30 kB
                """);
    }

    @Test
    void memoryOfEveryProcessIsToldAndTheTitleOfThoseThatSayTheirPool() throws Exception {
        process(40, "php-fpm8.4", "php-fpm: pool www");
        process(41, "mariadbd", "/usr/sbin/mariadbd");
        file("proc/42/status", "Name:\tkthreadd\nPPid:\t0\nThreads:\t1\n");
        file("proc/42/smaps_rollup", "");
        HostFacts facts = look("processes");

        assertThat(facts.subjects("processes")).containsExactly("40", "41");
        assertThat(facts.number("processes", "40", "pss")).hasValue(50 * 1024);
        assertThat(facts.number("processes", "40", "private")).hasValue(34 * 1024);
        assertThat(facts.number("processes", "40", "shared_memory")).hasValue(8 * 1024);
        assertThat(facts.number("processes", "40", "threads")).hasValue(27);
        assertThat(facts.text("processes", "40", "title"))
                .hasValueSatisfying(title -> assertThat(title).startsWith("php-fpm: pool www"));
        assertThat(facts.of("processes", "41")).doesNotContainKey("title");
    }

    @Test
    void settingsOfTheDaemonsAreSentAndWhatOnlyRootMayReadIsNot() throws Exception {
        file("etc/apache2/apache2.conf", "Timeout 300\r\nIncludeOptional mods-enabled/*.load\n");
        file("etc/mysql/debian.cnf", "password = secret\n");
        Files.setPosixFilePermissions(
                root.resolve("etc/mysql/debian.cnf"), PosixFilePermissions.fromString("rw-------"));
        file("etc/php/8.4/fpm/pool.d/www.conf", "[www]\npm = static\n");
        file("etc/nginx/ssl/key.pem", "secret\n");
        Files.setPosixFilePermissions(root.resolve("etc/nginx/ssl"), PosixFilePermissions.fromString("rwx------"));
        file("etc/apache2/key.pem", "-----BEGIN PRIVATE KEY-----\nsecret\n");
        file("etc/shadow", "root:x\n");
        Files.createDirectories(root.resolve("etc/apache2/mods-enabled"));
        Files.createSymbolicLink(
                root.resolve("etc/apache2/mods-enabled/mpm_event.conf"), Path.of("../mods-available/mpm_event.conf"));
        HostFacts facts = look("settings");

        assertThat(facts.text("settings", "/etc/apache2/apache2.conf", "text"))
                .contains("Timeout 300\r\nIncludeOptional mods-enabled/*.load\n");
        assertThat(facts.text("settings", "/etc/php/8.4/fpm/pool.d/www.conf", "text"))
                .contains("[www]\npm = static\n");
        assertThat(facts.text("settings", "/etc/apache2/mods-enabled/mpm_event.conf", "link"))
                .contains("../mods-available/mpm_event.conf");
        assertThat(facts.of("settings", "/etc/mysql/debian.cnf")).containsOnlyKeys("hidden");
        assertThat(facts.of("settings", "/etc/nginx/ssl")).containsOnlyKeys("hidden");
        assertThat(facts.of("settings", "/etc/apache2/key.pem")).containsOnlyKeys("hidden");
        assertThat(facts.subjects("settings")).doesNotContain("/etc/shadow", "/etc/nginx/ssl/key.pem");
    }

    @Test
    void phpFilesAreCountedBelowADocrootAndNotThroughLinks() throws Exception {
        file("var/www/site/index.php", "");
        file("var/www/site/wp-includes/a.php", "");
        file("var/www/site/wp-includes/block-1.2/b.php", "");
        file("var/www/site/wp-includes/style.css", "");
        Files.createSymbolicLink(root.resolve("var/www/site/again"), root.resolve("var/www/site/wp-includes"));
        HostFacts facts = look("phpfiles\t/var/www/site\t/var/www/none");

        assertThat(facts.number("phpfiles", "/var/www/site", "count")).hasValue(3);
        assertThat(facts.number("phpfiles", "/var/www/site", "whole")).hasValue(1);
        assertThat(facts.number("phpfiles", "/var/www/none", "count")).hasValue(0);
    }

    @Test
    void anEndlessFileIsToldAndNotSent() throws Exception {
        file("etc/nginx/huge.conf", "#".repeat(300 << 10));
        file("etc/nginx/nginx.conf", "events {}\n");
        HostFacts facts = look("settings");

        assertThat(facts.problem("settings", "/etc/nginx/huge.conf")).isPresent();
        assertThat(facts.text("settings", "/etc/nginx/nginx.conf", "text")).contains("events {}\n");
    }
}
