package org.headroom.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.headroom.lab.plan.LabOptions;
import org.headroom.lab.plan.LabTopology;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LabStateTest {
    @TempDir
    Path dir;

    @Test
    void whatIsWrittenIsReadAgain() throws Exception {
        LabOptions options = LabOptions.defaults()
                .withSites(2)
                .withOriginMemory(500L << 20)
                .withStackFile(Path.of("/tmp/a b/stack.yaml"))
                .withEngine(
                        new LabOptions.Engine(List.of("/bin/java", "-cp", "a:b c"), List.of(Path.of("/usr/lib/jvm"))));
        LabState state = new LabState(LabTopology.FULL, options, Optional.of(Duration.ofMillis(1234)));

        state.write(dir.resolve("state"));

        assertThat(LabState.read(dir.resolve("state"))).contains(state);
    }

    @Test
    void aDescriptionThatIsMissingOrCutShortIsNoStack() throws Exception {
        new LabState(LabTopology.SPLIT, LabOptions.defaults(), Optional.empty()).write(dir.resolve("state"));
        String whole = Files.readString(dir.resolve("state"));
        Path half = Files.writeString(dir.resolve("half"), whole.substring(0, whole.length() / 3));

        assertThat(LabState.read(dir.resolve("state"))).map(LabState::upAfter).contains(Optional.empty());
        assertThat(LabState.read(half)).isEmpty();
        assertThat(LabState.read(dir.resolve("none"))).isEmpty();
    }
}
