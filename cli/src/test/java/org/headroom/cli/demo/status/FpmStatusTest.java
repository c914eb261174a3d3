package org.headroom.cli.demo.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.headroom.cli.demo.origin.PoolSnapshot;
import org.junit.jupiter.api.Test;

class FpmStatusTest {
    private static final Instant START = Instant.parse("2026-11-22T18:46:00Z");
    private static final Instant NOW = START.plusSeconds(5);
    private static final PoolSnapshot POOL = new PoolSnapshot(
            2,
            64,
            1,
            0,
            8,
            6,
            1,
            2,
            9,
            Duration.ofMillis(150),
            List.of(
                    new PoolSnapshot.Worker(7, Optional.of("/a\"b/"), Duration.ofMillis(3)),
                    new PoolSnapshot.Worker(0, Optional.empty(), Duration.ZERO)));

    private final FpmStatus status = new FpmStatus(START);

    @Test
    void theJsonIsAsFpmWritesIt() {
        assertThat(status.json(POOL, NOW, false))
                .isEqualTo("{\"pool\":\"www\",\"process manager\":\"static\",\"start time\":1795373160,"
                        + "\"start since\":5,\"accepted conn\":7,\"listen queue\":0,\"max listen queue\":9,"
                        + "\"listen queue len\":64,\"idle processes\":1,\"active processes\":1,\"total processes\":2,"
                        + "\"max active processes\":2,\"max children reached\":0,\"slow requests\":0}");
    }

    @Test
    void theFullJsonHasEveryChild() {
        assertThat(status.json(POOL, NOW, true))
                .contains(",\"slow requests\":0, \"processes\":[{\"pid\":101,\"state\":\"Running\",")
                .contains("\"requests\":7,\"request duration\":3000,\"request method\":\"GET\","
                        + "\"request uri\":\"\\/a\\\"b\\/\"")
                .contains("{\"pid\":102,\"state\":\"Idle\",")
                .endsWith("}]}");
    }

    @Test
    void theTextIsAsFpmWritesIt() {
        assertThat(status.text(POOL, NOW, false)).startsWith("""
                        pool:                 www
                        process manager:      static
                        start time:           22/Nov/2026:18:46:00 +0000
                        start since:          5
                        accepted conn:        7
                        """);
    }

    @Test
    void theFullTextHasEveryChildUnderALineOfStars() {
        assertThat(status.text(POOL, NOW, true)).contains("""
                        slow requests:        0

                        ************************
                        pid:                  101
                        state:                Running
                        """).contains("request URI:          /a\"b/\n");
    }
}
