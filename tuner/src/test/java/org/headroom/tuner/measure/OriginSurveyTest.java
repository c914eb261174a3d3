package org.headroom.tuner.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.headroom.probes.reading.Reading;
import org.headroom.tuner.model.Figure;
import org.headroom.tuner.model.OriginMeasurements;
import org.junit.jupiter.api.Test;

class OriginSurveyTest {
    private static final Optional<Figure> NOTHING = Optional.empty();
    private static final Optional<Figure> MACHINE = Optional.of(Figure.ofBytes(2L << 30, "the machine's memory"));

    @Test
    void whatIsGivenComesBeforeWhatIsMeasured() {
        OriginMeasurements origin = survey(OptionalLong.of(800 << 20), MACHINE);
        assertThat(origin.host().budgetBytes().value()).isEqualTo(800 << 20);
        assertThat(origin.host().budgetBytes().source()).isEqualTo("stack file or option");
    }

    @Test
    void withoutABudgetTheMachinesMemoryIsIt() {
        OriginMeasurements origin = survey(OptionalLong.empty(), MACHINE);
        assertThat(origin.host().budgetBytes().source()).isEqualTo("the machine's memory");
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

    @Test
    void aChildIsPlannedAtTheLargestPeakThatARequestOfItsPoolReached() {
        List<Reading> readings = List.of(
                new Reading(Instant.EPOCH, "fpm", "origin1/www", "request_memory", 60 << 20, "bytes"),
                new Reading(Instant.EPOCH, "fpm", "origin1/www", "request_memory", 24 << 20, "bytes"));
        OriginMeasurements origin = OriginSurvey.of(
                OriginSurvey.Subject.of("origin1", OptionalLong.of(1 << 30), List.of("www", "shop")),
                NOTHING,
                ProcessMemory.unknown(),
                Map.of(),
                Optional.empty(),
                new DemandFromRun("origin1", Optional.empty(), readings));

        assertThat(origin.pools().getFirst().worstChildBytes().value()).isEqualTo((60 + 10) << 20);
        assertThat(origin.pools().getLast().worstChildBytes().value()).isEqualTo(40 << 20);
    }

    private static OriginMeasurements survey(OptionalLong budget, Optional<Figure> host) {
        return OriginSurvey.of(
                OriginSurvey.Subject.of("origin1", budget, List.of("www", "shop")),
                host,
                ProcessMemory.unknown(),
                Map.of(),
                Optional.empty(),
                new DemandFromRun("origin1", Optional.empty(), List.of()));
    }
}
