package org.headroom.probes.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbeLogTest {
    private static final Reading BUSY =
            new Reading(Instant.parse("2026-11-22T18:46:01.5Z"), "apache", "origin1", "busy_workers", 3, "count");

    @TempDir
    private Path dir;

    @Test
    void writesTheFieldsOfTheContractInTheirOrder() throws IOException {
        Path file = logOf(BUSY);
        assertThat(file).hasContent("""
                {"time":"2026-11-22T18:46:01.500Z","probe":"apache","host":"origin1","name":"busy_workers",\
                "value":3.0,"unit":"count"}
                """);
    }

    @Test
    void readsBackWhatItWrote() throws IOException {
        assertThat(ProbeLog.read(logOf(BUSY, BUSY))).containsExactly(BUSY, BUSY);
    }

    @Test
    void aTornLastLineIsPassedOver() throws IOException {
        Path file = logOf(BUSY);
        Files.writeString(file, "{\"time\":\"2026-11-22T18:46:02Z\",\"pro", StandardOpenOption.APPEND);
        assertThat(ProbeLog.read(file)).containsExactly(BUSY);
    }

    @Test
    void aTornLineInTheMiddleIsAnErrorWithItsNumber() throws IOException {
        Path file = dir.resolve("probes.jsonl");
        Files.writeString(file, "{\"time\n{}\n");
        assertThatThrownBy(() -> ProbeLog.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("line 1");
    }

    @Test
    void valuesThatAreNoNumbersAreNotWritten() throws IOException {
        Reading nothing = new Reading(BUSY.time(), "apache", "origin1", "busy_ratio", Double.NaN, "ratio");
        assertThat(ProbeLog.read(logOf(nothing, BUSY))).containsExactly(BUSY);
    }

    private Path logOf(Reading... readings) throws IOException {
        Path file = dir.resolve("probes.jsonl");
        try (ProbeLog log = ProbeLog.create(file)) {
            for (Reading reading : readings) {
                log.accept(reading);
            }
        }
        return file;
    }
}
