package org.headroom.probes.watched;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.headroom.probes.SampleValues;
import org.headroom.probes.fetch.FastCgiAddress;
import org.headroom.probes.fetch.StatusClient;
import org.headroom.probes.fetch.StatusPage;
import org.headroom.probes.fpm.FpmStatusProbe;
import org.headroom.probes.fpm.PoolPage;
import org.headroom.probes.sampling.Probe;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Against a PHP-FPM of this machine's packages, started here: two children, on a unix socket and on TCP. */
@Tag("lab")
class RealFpmTest {
    private static final Path LAB = Path.of("/var/lib/headroom/lab");
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private final StatusClient site = new StatusClient();
    private Path dir;
    private String tcp;
    private Process fpm;

    @BeforeEach
    void start() throws IOException {
        dir = Files.createTempDirectory("headroom-fpm");
        Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwxr-xr-x"));
        tcp = "127.0.0.1:" + freePort();
        Files.writeString(dir.resolve("wait.php"), "<?php while (!file_exists('" + dir + "/go')) { usleep(5000); }");
        Files.writeString(dir.resolve("fpm.conf"), """
                [global]
                error_log = %1$s/fpm.log
                daemonize = no
                [onunix]
                user = www-data
                group = www-data
                listen = %1$s/pool.sock
                pm = static
                pm.max_children = 2
                pm.status_path = /fpm-status
                pm.status_listen = %1$s/status.sock
                [ontcp]
                user = www-data
                group = www-data
                listen = %2$s
                pm = static
                pm.max_children = 2
                pm.status_path = /fpm-status
                """.formatted(dir, tcp));
        fpm = new ProcessBuilder(
                        LAB.resolve("in-image").toString(),
                        dir.toString(),
                        binary(),
                        "-F",
                        "-y",
                        dir.resolve("fpm.conf").toString())
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("out").toFile())
                .start();
        await().until(() -> Files.exists(dir.resolve("status.sock")));
    }

    @AfterEach
    void stop() throws Exception {
        site.close();
        fpm.destroy();
        if (!fpm.waitFor(10, TimeUnit.SECONDS)) {
            fpm.destroyForcibly().waitFor();
        }
        try (Stream<Path> files = Files.walk(dir)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void isReadOverAUnixSocketAndKeepsNoChild() {
        Probe probe = unix(Optional.empty());
        for (int i = 0; i < 5; i++) {
            assertThat(values(probe)).containsEntry("total_processes", 2.0).containsEntry("listen_queue", 0.0);
        }
        // A child that has just answered counts as active for some milliseconds more.
        await().untilAsserted(() -> assertThat(values(probe)).containsEntry("active_processes", 0.0));
    }

    @Test
    void isReadOverTcpAndKnowsItsQueueAfterASecond() {
        Probe probe = pool("ontcp", tcp, Optional.empty());
        await().atMost(Duration.ofSeconds(10)).until(() -> values(probe).getOrDefault("listen_queue_len", 0.0) > 0);
        assertThat(values(probe)).containsEntry("listen_queue", 0.0).containsEntry("listen_queue_known", 1.0);
    }

    /** With connections kept alive a few of these took every child for good. */
    @Test
    void answersManyRequestsInARow() {
        for (String socket : List.of("status.sock", "pool.sock")) {
            StatusPage page = site.fastCgi(FastCgiAddress.parse(dir + "/" + socket), "/fpm-status", "json&full");
            for (int i = 0; i < 100; i++) {
                assertThat(page.fetch(DEADLINE))
                        .as("request %d to %s", i, socket)
                        .isInstanceOf(StatusPage.Body.class);
            }
        }
    }

    @Test
    void theRateIsZeroWhenOnlyTheProbeAsks() {
        for (Probe probe : List.of(unix(statusListen()), unix(Optional.empty()))) {
            values(probe);
            assertThat(values(probe)).containsEntry("requests_per_second", 0.0);
        }
    }

    @Test
    void answersOnItsOwnListenerWithEveryChildBusyAndCountsWhoWaits() throws IOException {
        List<Thread> visitors = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            visitors.add(Thread.ofVirtual()
                    .start(() -> site.fastCgi(FastCgiAddress.parse(dir + "/pool.sock"), dir + "/wait.php", "")
                            .fetch(Duration.ofSeconds(30))));
        }
        Probe probe = unix(statusListen());
        try {
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(values(probe))
                            .containsEntry("busy_ratio", 1.0)
                            .containsEntry("listen_queue", 3.0)
                            .containsEntry("listen_queue_known", 1.0));
        } finally {
            Files.createFile(dir.resolve("go"));
        }
        await().until(() -> visitors.stream().noneMatch(Thread::isAlive));
    }

    @Test
    void theWrongPoolIsNoticed() {
        Probe probe = pool("onunix", tcp, Optional.empty());
        assertThat(SampleValues.failure(probe.sample(DEADLINE)).problem()).contains("pool 'ontcp', not 'onunix'");
    }

    private Probe unix(Optional<String> statusListen) {
        return pool("onunix", dir + "/pool.sock", statusListen);
    }

    private Optional<String> statusListen() {
        return Optional.of(dir + "/status.sock");
    }

    private Probe pool(String pool, String listen, Optional<String> statusListen) {
        PoolPage ways = new PoolPage(
                Optional.empty(),
                Optional.of(FastCgiAddress.parse(listen)),
                "/fpm-status",
                statusListen.map(FastCgiAddress::parse));
        return FpmStatusProbe.of("origin1", pool, ways, site, Clock.systemUTC(), false)
                .orElseThrow();
    }

    private static Map<String, Double> values(Probe probe) {
        return SampleValues.of(probe.sample(DEADLINE));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Named by version on Debian: php-fpm8.4. It runs out of the lab's image. */
    private static String binary() throws IOException {
        Path sbin = Path.of("/usr/sbin");
        try (Stream<Path> files =
                Files.list(LAB.resolve("image").resolve(sbin.toString().substring(1)))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.startsWith("php-fpm"))
                    .max(String::compareTo)
                    .map(name -> sbin.resolve(name).toString())
                    .orElseThrow(() -> new AssertionError("no php-fpm: ./headroom lab install"));
        }
    }
}
