package org.headroom.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class TrialOptionsTest {
    private static TrialOptions parsed(String line) {
        TrialOptions options = new TrialOptions();
        new CommandLine(CommandLine.Model.CommandSpec.create()
                        .addMixin("trials", CommandLine.Model.CommandSpec.forAnnotatedObject(options)))
                .parseArgs(line.isEmpty() ? new String[0] : line.split(" "));
        return options;
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    --trials 3,                            --trials belongs to --refine
                    --measure --slo errors<1%,             --slo belongs to --refine
                    --measure --visitors 4,                --visitors belongs to --refine
                    --scenario a.yaml --target http://x,   --scenario belongs to --measure or --refine; --target belongs to
                    --trial-time 9s,                       --trial-time belongs to --measure or --refine
                    --insecure,                            '--resolve, --cacert and --insecure belong to --measure'
                    --refine --trials 0,                   from 1 to 30
                    --refine --trial-time 1s,              at least 5s
                    --refine --visitors 0,                 at least 1
                    --refine --slo fast,                   --slo
                    """)
    void whatHasNothingToDoOrMakesNoSenseIsSaid(String line, String words) {
        assertThatThrownBy(() -> parsed(line).check(false, false, false)).hasMessageContaining(words);
    }

    @Test
    void aRunAndALoadOfItsOwnExcludeEachOther() {
        assertThatThrownBy(() -> parsed("--measure").check(true, false, false)).hasMessageContaining("--run");
        assertThatThrownBy(() -> parsed("--refine").check(false, true, false)).hasMessageContaining("leave out --diff");
        assertThatThrownBy(() -> parsed("--measure").check(false, false, true)).hasMessageContaining("--rollback");
    }

    @Test
    void refiningMeasuresFirst() {
        TrialOptions options = parsed("--refine");
        options.check(false, false, false);

        assertThat(options.measure()).isTrue();
        assertThat(options.trials()).isEqualTo(8);
        assertThat(options.time()).isEqualTo(Duration.ofSeconds(20));
        assertThat(options.visitors()).isEmpty();
        assertThat(options.goals()).hasSize(1);
    }
}
