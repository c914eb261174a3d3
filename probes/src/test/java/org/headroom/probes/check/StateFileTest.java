package org.headroom.probes.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.headroom.probes.check.CheckState.Known;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Past;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFileTest {
    private static final Instant NOW = Instant.parse("2026-12-01T22:30:00Z");
    private static final CheckState STATE = new CheckState(
            new Past(Map.of("galera db1", new Past.Seen(NOW, Map.of("paused_total", 1.5e18, "size", 3.0)))),
            Map.of("galera db1 \"state\"", new Known(Level.CRITICAL, NOW, "OWC", NOW, Level.OK)));

    @Test
    void whatOneCheckWritesTheNextReads(@TempDir Path directory) throws IOException {
        try (StateFile file = StateFile.take(directory, "stack").orElseThrow()) {
            assertThat(file.read()).isEqualTo(CheckState.NONE);
            file.write(STATE);
        }
        try (StateFile file = StateFile.take(directory, "stack").orElseThrow()) {
            assertThat(file.read()).isEqualTo(STATE);
            assertThat(file.problem()).isEmpty();
        }
    }

    @Test
    void twoChecksNeverRunAtTheSameTime(@TempDir Path directory) throws IOException {
        try (StateFile _ = StateFile.take(directory, "stack").orElseThrow()) {
            assertThat(StateFile.take(directory, "stack")).isEmpty();
            try (StateFile other = StateFile.take(directory, "another").orElseThrow()) {
                assertThat(other.read()).isEqualTo(CheckState.NONE);
            }
        }
    }

    @Test
    void nobodyElseMayReadIt(@TempDir Path directory) throws IOException {
        Path state = directory.resolve("state");
        try (StateFile file = StateFile.take(state, "stack").orElseThrow()) {
            file.write(STATE);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state.resolve("stack.json"))))
                .isEqualTo("rw-------");
    }

    @Test
    void aStateThatIsCutOffAnywhereIsStartedAnewAndSaid(@TempDir Path directory) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        StateFormat.write(STATE, whole);
        byte[] bytes = whole.toByteArray();
        try (StateFile file = StateFile.take(directory, "stack").orElseThrow()) {
            for (int length = 0; length < bytes.length; length++) {
                Files.write(directory.resolve("stack.json"), Arrays.copyOf(bytes, length));
                assertThat(file.read()).isEqualTo(CheckState.NONE);
                assertThat(file.problem().orElseThrow())
                        .contains("started anew")
                        .doesNotContain("\n");
            }
        }
    }

    @Property(tries = 300)
    void garbageIsNeverMoreThanAProblem(@ForAll @Size(max = 200) byte[] garbage) throws IOException {
        Path directory = Files.createTempDirectory("state");
        try (StateFile file = StateFile.take(directory, "stack").orElseThrow()) {
            Files.write(directory.resolve("stack.json"), garbage);
            assertThat(file.read()).isEqualTo(CheckState.NONE);
            assertThat(file.problem()).isPresent();
        } finally {
            for (String name : new String[] {"stack.json", "stack.lock", ""}) {
                Files.deleteIfExists(directory.resolve(name));
            }
        }
    }
}
