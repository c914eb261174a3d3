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
                    """)
    void anOptionWithNothingToDoIsNamed(String line, String words) {
        assertThatThrownBy(() -> parsed(line).check(false, false)).hasMessageContaining(words);
    }

    @Test
    void aRunAndALoadOfItsOwnExcludeEachOther() {
        assertThatThrownBy(() -> parsed("--measure").check(true, false)).hasMessageContaining("--run");
        assertThatThrownBy(() -> parsed("--refine").check(false, true)).hasMessageContaining("leave out --diff");
    }

    @Test
    void refiningMeasuresFirst() {
        TrialOptions options = parsed("--refine");
        options.check(false, false);

        assertThat(options.measure()).isTrue();
        assertThat(options.trials()).isEqualTo(8);
        assertThat(options.time()).isEqualTo(Duration.ofSeconds(20));
        assertThat(options.visitors()).isEmpty();
        assertThat(options.goals()).hasSize(1);
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> parsed("--refine --trials 0").trials()).hasMessageContaining("from 1 to 30");
        assertThatThrownBy(() -> parsed("--refine --trial-time 1s").time()).hasMessageContaining("at least 5s");
        assertThatThrownBy(() -> parsed("--refine --visitors 0").visitors()).hasMessageContaining("at least 1");
        assertThatThrownBy(() -> parsed("--refine --slo fast").goals()).hasMessageContaining("--slo");
    }
}
