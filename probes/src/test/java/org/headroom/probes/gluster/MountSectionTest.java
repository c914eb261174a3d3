package org.headroom.probes.gluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.headroom.probes.hosts.HostFacts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The helper's section mount under the real perl, at a file system that every Linux has mounted. */
final class MountSectionTest {
    private static final Path MOUNT = Path.of("/dev/shm");
    private static final Duration SOON = Duration.ofSeconds(20);

    private Path writes = MOUNT;

    @BeforeEach
    void aDirectoryToWriteTo() throws IOException {
        assumeThat(Files.isWritable(MOUNT)).as("/dev/shm can be written").isTrue();
        writes = Files.createTempDirectory(MOUNT, "headroom-test");
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        try (var files = Files.list(writes)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(writes);
    }

    private HostFacts look(String patience) throws IOException {
        return HelperRun.of("mount", MOUNT.toString(), "full", writes.toString(), patience);
    }

    @Test
    void aMountIsTimedNextToTheOwnDisk() throws IOException {
        HostFacts facts = HelperRun.of("mount", MOUNT.toString(), "full", "");
        assertThat(facts.of("mount", MOUNT.toString()))
                .containsEntry("mounted", "1")
                .containsEntry("done", "1")
                .containsKeys("type", "lookup_seconds", "list_seconds", "local_read_seconds")
                .doesNotContainKey("write_seconds");
        try (var files = Files.list(writes)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void whatIsWrittenReadsBackAndIsRememberedForTheNextLook() throws IOException {
        HostFacts first = look("4");
        String token = first.text("mount", MOUNT.toString(), "token").orElseThrow();
        assertThat(first.of("mount", MOUNT.toString()))
                .containsEntry("read_back", "1")
                .containsKey("write_seconds");
        HostFacts second = look("4");
        assertThat(second.text("mount", MOUNT.toString(), "token_before")).contains(token);
        String writer = second.text("mount", MOUNT.toString(), "writer").orElseThrow();
        assertThat(second.text("mount", MOUNT.toString(), "seen " + writer))
                .isEqualTo(second.text("mount", MOUNT.toString(), "token"));
    }

    @Test
    void whatIsNotMountedIsSaidToBeSo() throws IOException {
        HostFacts facts = HelperRun.of("mount", writes.toString());
        assertThat(facts.of("mount", writes.toString())).containsExactly(java.util.Map.entry("mounted", "0"));
    }

    @Test
    void aPlaceThatCannotBeWrittenIsTold() throws IOException {
        Path file = Files.createFile(writes.resolve("file"));
        HostFacts facts = HelperRun.of("mount", MOUNT.toString(), "full", file.toString());
        assertThat(facts.text("mount", MOUNT.toString(), "write_problem"))
                .hasValueSatisfying(problem -> assertThat(problem).contains(file.toString()));
    }

    @Test
    void aTouchThatHangsIsLeftBehindAloneAndEndsWhenTheMountThaws() throws Exception {
        // Whoever opens a pipe for reading waits for somebody who writes, as for a brick that does not answer.
        Path pipe = writes.resolve(".headroom-hangs");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        HostFacts first = look("0.5");
        assertThat(first.of("mount", MOUNT.toString()))
                .containsKey("frozen_seconds")
                .doesNotContainKey("done")
                .containsEntry("step", "writing below " + writes);
        // Whoever asks: a load looks at less.
        HostFacts second = HelperRun.of("mount", MOUNT.toString(), "brief", "");
        assertThat(second.of("mount", MOUNT.toString()))
                .containsKey("stuck_seconds")
                .doesNotContainKey("done");
        Files.writeString(pipe, "thawed\n");
        Files.delete(pipe);
        long end = System.nanoTime() + SOON.toNanos();
        HostFacts third = look("0.5");
        while (third.text("mount", MOUNT.toString(), "done").isEmpty() && System.nanoTime() < end) {
            third = look("0.5");
        }
        assertThat(third.of("mount", MOUNT.toString())).containsEntry("done", "1");
    }
}
