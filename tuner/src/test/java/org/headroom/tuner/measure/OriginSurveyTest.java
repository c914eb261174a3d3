package org.headroom.tuner.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.headroom.tuner.model.OriginMeasurements;
import org.junit.jupiter.api.Test;

class OriginSurveyTest {
    private static final HostMemory NOTHING = new HostMemory(Path.of("/nowhere"), Path.of("/nowhere"));

    @Test
    void whatIsGivenComesBeforeWhatIsMeasured() {
        OriginMeasurements origin = survey(OptionalLong.of(800 << 20), HostMemory.ofThisMachine());
        assertThat(origin.host().budgetBytes().value()).isEqualTo(800 << 20);
        assertThat(origin.host().budgetBytes().source()).isEqualTo("stack file or option");
    }

    @Test
    void withoutABudgetTheMachinesMemoryIsIt() {
        OriginMeasurements origin = survey(OptionalLong.empty(), HostMemory.ofThisMachine());
        assertThat(origin.host().budgetBytes().source()).contains("/");
    }

    @Test
    void withNeitherItRefuses() {
        assertThatThrownBy(() -> survey(OptionalLong.empty(), NOTHING))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no memory budget");
    }

    @Test
    void aPoolIsSurveyedForEachName() {
        assertThat(survey(OptionalLong.of(1 << 30), NOTHING).pools())
                .extracting(OriginMeasurements.Pool::name)
                .containsExactly("www", "shop");
    }

    private static OriginMeasurements survey(OptionalLong budget, HostMemory host) {
        return OriginSurvey.of(
                OriginSurvey.Subject.of("origin1", budget, List.of("www", "shop")),
                host,
                ProcessMemory.unknown(),
                new DemandFromRun("origin1", Optional.empty(), List.of()));
    }
}
