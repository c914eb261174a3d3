package org.headroom.lab.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class CommandTest {
    @Test
    void outputIsWholeHoweverQuicklyTheCommandEnds() {
        assertThat(IntStream.range(0, 50)
                        .mapToObj(_ -> Command.of("echo", "whole").run()))
                .containsOnly(new Command.Result(0, "whole"));
    }

    @Test
    void inputGoesToStandardInput() {
        assertThat(Command.of("cat").withInput("secret\n").run().output()).isEqualTo("secret");
    }

    @Test
    void onlyTheLastLinesAreKept() {
        Command.Result result = Command.of("seq", "1", "1000").run();

        assertThat(result.output()).endsWith("1000").startsWith("601");
    }

    @Test
    void nothingOfThisProgramsEnvironmentIsPassedOn() {
        String output = Command.of(List.of("env"))
                .withEnvironment(Map.of("ADDED", "yes"))
                .run()
                .output();

        assertThat(output.lines().map(line -> line.substring(0, line.indexOf('='))))
                .containsExactlyInAnyOrder("PATH", "LC_ALL", "HOME", "ADDED");
    }

    @Test
    void aCommandThatTakesTooLongIsEnded() {
        assertThatThrownBy(() -> Command.of("cat", "/dev/zero")
                        .within(Duration.ofMillis(100))
                        .run())
                .isInstanceOf(LabException.class)
                .hasMessageContaining("no end after");
    }

    @Test
    void aRequiredCommandThatFailsTellsWhatItSaidAndWhatToDo() {
        assertThatThrownBy(() -> Command.of("sh", "-c", "echo broken; exit 3").require("mend it"))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("broken")
                .hasMessageContaining("mend it");
    }

    @Test
    void aProgramThatIsNotThereIsTold() {
        assertThatThrownBy(() -> Command.of("no-such-program-at-all").run())
                .isInstanceOf(LabException.class)
                .hasMessageContaining("no-such-program-at-all");
    }
}
