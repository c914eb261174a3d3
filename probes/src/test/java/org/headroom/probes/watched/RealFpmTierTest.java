package org.headroom.probes.watched;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.headroom.probes.HereTier;
import org.headroom.probes.fetch.FastCgiAddress;
import org.headroom.probes.fetch.StatusClient;
import org.headroom.probes.fpm.FpmTier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The whole tier against a real PHP-FPM with every kind of pool: unix and TCP, with and without pm.status_listen. */
@Tag("lab")
class RealFpmTierTest {
    private static final List<String> POOLS = List.of("unix-own", "unix", "tcp-own", "tcp");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final StatusClient visitors = new StatusClient();
    private final List<String> listen = new ArrayList<>();
    private InImage image;
    private Process fpm;
    private HereTier tier;

    @BeforeEach
    void start() throws IOException {
        image = InImage.inDirectory();
        Path dir = image.dir();
        Files.writeString(dir.resolve("wait.php"), "<?php while (!file_exists('" + dir + "/go')) { usleep(5000); }");
        StringBuilder pools = new StringBuilder("[global]\nerror_log = " + dir + "/fpm.log\ndaemonize = no\n");
        StringBuilder stack = new StringBuilder("origins:\n  - name: here\n    address: 127.0.0.1\n    fpm:\n");
        for (String pool : POOLS) {
            String address = pool.startsWith("tcp") ? "127.0.0.1:" + InImage.freePort() : dir + "/" + pool + ".sock";
            listen.add(address);
            pools.append("""
                    [%1$s]
                    user = www-data
                    group = www-data
                    listen = %2$s
                    listen.backlog = 77
                    pm = static
                    pm.max_children = 2
                    pm.status_path = /fpm-status
                    """.formatted(pool, address));
            String statusListen = "";
            if (pool.endsWith("-own")) {
                pools.append("pm.status_listen = ")
                        .append(dir)
                        .append("/")
                        .append(pool)
                        .append(".status\n");
                statusListen = ", status-listen: " + dir + "/" + pool + ".status";
            }
            stack.append("      - { pool: ")
                    .append(pool)
                    .append(", listen: \"")
                    .append(address)
                    .append('"');
            stack.append(statusListen).append(" }\n");
        }
        Files.writeString(dir.resolve("fpm.conf"), pools);
        fpm = image.start(InImage.fpm(), "-F", "-y", dir.resolve("fpm.conf").toString());
        tier = new HereTier(new FpmTier(), stack.toString());
        await().atMost(PATIENCE).until(() -> tier.alarms().isEmpty());
    }

    @AfterEach
    void stop() throws Exception {
        visitors.close();
        tier.close();
        image.close();
    }

    @Test
    void everySaturatedPoolIsFullWithItsQueueAndNoneIsDown() throws IOException {
        List<Thread> waiting = new ArrayList<>();
        for (String address : listen) {
            for (int i = 0; i < 5; i++) {
                waiting.add(Thread.ofVirtual()
                        .start(() -> visitors.fastCgi(FastCgiAddress.parse(address), image.dir() + "/wait.php", "")
                                .fetch(Duration.ofSeconds(60))));
            }
        }
        String expected = POOLS.stream()
                .map(pool -> "WARNING here/" + pool + " children: all 2 children busy, 3 requests wait (backlog 77)")
                .collect(Collectors.joining("\n"));
        try {
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(
                            () -> assertThat(withoutRemarks(tier.alarms())).isEqualTo(expected));
        } finally {
            Files.createFile(image.dir().resolve("go"));
        }
        await().atMost(PATIENCE).until(() -> waiting.stream().noneMatch(Thread::isAlive));
        await().atMost(PATIENCE).until(() -> tier.alarms().isEmpty());
    }

    @Test
    void aDeadFpmIsOneAlarm() throws Exception {
        fpm.destroyForcibly().waitFor();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(tier.alarms())
                        .startsWith("CRITICAL here running: PHP-FPM is not running on here:"
                                + " pools unix-own, unix, tcp-own, tcp")
                        .doesNotContain("\n"));
    }

    /** For how long they have been busy, and what the page waits for, depends on when it is asked. */
    private static String withoutRemarks(String alarms) {
        return alarms.replaceAll("\\(backlog 77\\)[^\n]*", "(backlog 77)");
    }
}
