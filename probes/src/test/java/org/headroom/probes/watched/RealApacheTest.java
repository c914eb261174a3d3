package org.headroom.probes.watched;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.headroom.probes.HereTier;
import org.headroom.probes.apache.ApacheTier;
import org.headroom.probes.health.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The whole tier against a real Apache. */
@Tag("lab")
class RealApacheTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String MODULES = "/usr/lib/apache2/modules/mod_";

    private InImage image;
    private Process apache;
    private HereTier tier;

    @BeforeEach
    void start() throws IOException {
        image = InImage.inDirectory();
        Path dir = image.dir();
        int port = InImage.freePort();
        Files.createDirectories(dir.resolve("mods-enabled"));
        Files.createSymbolicLink(dir.resolve("mods-enabled/php8.2.load"), Path.of("../mods-available/php8.2.load"));
        Files.writeString(dir.resolve("apache2.conf"), """
                ServerRoot %1$s
                ServerName here
                PidFile %1$s/pid
                DefaultRuntimeDir %1$s
                Mutex posixsem
                ErrorLog %1$s/log
                Listen 127.0.0.1:%2$d
                LoadModule mpm_event_module %3$smpm_event.so
                LoadModule authz_core_module %3$sauthz_core.so
                LoadModule status_module %3$sstatus.so
                LoadModule http2_module %3$shttp2.so
                User www-data
                Group www-data
                Protocols h2c http/1.1
                ServerLimit 3
                ThreadsPerChild 4
                MaxRequestWorkers 12
                StartServers 1
                MinSpareThreads 1
                MaxSpareThreads 12
                ExtendedStatus On
                <Location "/server-status">
                    SetHandler server-status
                </Location>
                IncludeOptional mods-enabled/*.load
                """.formatted(dir, port, MODULES));
        apache = image.start(
                "/usr/sbin/apache2",
                "-D",
                "FOREGROUND",
                "-f",
                dir.resolve("apache2.conf").toString());
        tier = new HereTier(new ApacheTier(), """
                origins:
                  - name: here
                    address: 127.0.0.1
                    apache: { status-url: "http://127.0.0.1:%d/server-status?auto" }
                """.formatted(port));
        await().atMost(PATIENCE).until(() -> tier.alarms().isEmpty());
    }

    @AfterEach
    void stop() throws Exception {
        tier.close();
        image.close();
    }

    @Test
    void itsLimitsModulesAndLinksThatLeadNowhereAreTold() {
        assertThat(tier.verdicts().stream().map(Verdict::message))
                .anySatisfy(message -> assertThat(message)
                        .startsWith("mpm_event, at most 12 workers, ServerLimit 3 × ThreadsPerChild 4;"
                                + " HTTP/2 is available; up for "))
                .anySatisfy(message -> assertThat(message).startsWith("1 of 12 workers busy (8 %)"))
                .anySatisfy(message -> assertThat(message)
                        .startsWith("all 4 configured modules are there")
                        .endsWith("mods-enabled/php8.2.load"));
    }

    @Test
    void aModuleThatIsGoneIsToldBeforeTheNextRestartFails() throws IOException {
        Files.writeString(
                image.dir().resolve("apache2.conf"),
                "LoadModule php_module /usr/lib/apache2/modules/libphp8.2.so\n",
                StandardOpenOption.APPEND);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(tier.alarms())
                        .startsWith("WARNING here modules: Apache on here: the next restart will fail: LoadModule of a"
                                + " missing file, /usr/lib/apache2/modules/libphp8.2.so (module php, ")
                        .doesNotContain("\n"));
    }

    @Test
    void aDeadApacheIsOneAlarmAndChildrenThatOutliveItAreTold() throws Exception {
        List<ProcessHandle> children = apache.descendants().toList();
        apache.destroyForcibly().waitFor();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(tier.alarms())
                        .matches("WARNING here answers: Apache's parent process is gone on here; . child process(es)?"
                                + " of it still serve, and nobody replaces them"));
        children.forEach(ProcessHandle::destroyForcibly);
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(tier.alarms()).isEqualTo("CRITICAL here answers: Apache is not running on here"));
    }
}
