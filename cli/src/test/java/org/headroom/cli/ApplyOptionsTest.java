package org.headroom.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Verdict;
import org.headroom.tuner.apply.Finding;
import org.headroom.tuner.apply.Handling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ApplyOptionsTest {
    private static ApplyOptions parsed(String line) {
        ApplyOptions options = new ApplyOptions();
        new CommandLine(CommandLine.Model.CommandSpec.create()
                        .addMixin("apply", CommandLine.Model.CommandSpec.forAnnotatedObject(options)))
                .parseArgs(line.isEmpty() ? new String[0] : line.split(" "));
        return options;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--apply --rollback",
                "--list",
                "--restart",
                "--force",
                "--apply --list",
                "--rollback --list --force"
            })
    void whatDoesNotGoTogetherIsSaid(String line) {
        assertThatThrownBy(() -> parsed(line).check(false, false)).isInstanceOf(CliException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--apply", "--rollback"})
    void aDiffChangesNothing(String line) {
        assertThatThrownBy(() -> parsed(line).check(true, false)).hasMessageContaining("--diff only shows");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--apply",
                "--apply --restart --force",
                "--rollback",
                "--rollback 20261126-120000 --restart",
                "--rollback --list"
            })
    void whatGoesTogetherIsTaken(String line) {
        parsed(line).check(false, false);
    }

    @Test
    void aRollbackIsToTheNewestUnlessOneIsNamed() {
        assertThat(parsed("--rollback").back()).isTrue();
        assertThat(parsed("--rollback").backup()).isEmpty();
        assertThat(parsed("--rollback 20261126-120000").backup()).contains("20261126-120000");
        assertThat(parsed("").back()).isFalse();
        assertThat(parsed("--apply --restart").handling()).isEqualTo(new Handling(true, false));
    }

    @Test
    void onlyWhatIsCriticalBringsBackTheOldFiles() {
        assertThat(OriginHealth.finding(
                        Verdict.of("apache", "origin1", "answers", Level.CRITICAL, "refuses", "start it")))
                .isEqualTo(List.of(
                        new Finding("apache origin1 answers", Finding.Severity.BROKEN, "apache origin1: refuses")));
        assertThat(OriginHealth.finding(Verdict.of("apache", "origin1", "busy", Level.WARNING, "busy", "")))
                .extracting(Finding::severity)
                .containsExactly(Finding.Severity.DOUBTFUL);
        assertThat(OriginHealth.finding(Verdict.of("apache", "origin1", "busy", Level.UNKNOWN, "unknown", "")))
                .isEmpty();
    }
}
