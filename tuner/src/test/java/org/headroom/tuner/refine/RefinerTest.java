package org.headroom.tuner.refine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.headroom.tuner.model.OriginMeasurements;
import org.headroom.tuner.model.Origins;
import org.headroom.tuner.model.TuningModel;
import org.headroom.tuner.model.TuningOptions;
import org.headroom.tuner.model.Wish;
import org.headroom.tuner.plan.Plan;
import org.headroom.tuner.plan.TuningOutcome;
import org.junit.jupiter.api.Test;

class RefinerTest {
    private static final double LEAST_GAIN = 0.03;

    private final List<Step> told = new ArrayList<>();

    private static Planner planner(OriginMeasurements origin) {
        return wish -> switch (TuningModel.tune(origin, TuningOptions.DEFAULTS.withWish(wish))) {
            case TuningOutcome.Planned(Plan plan) -> Optional.of(plan);
            case TuningOutcome.CannotFit _ -> Optional.empty();
        };
    }

    private Refined refined(OriginMeasurements origin, TrialGround ground, int trials) throws Exception {
        Plan start = planner(origin).plan(Wish.NONE).orElseThrow();
        return new Refiner(planner(origin), ground, told::add, trials, LEAST_GAIN).refine(start);
    }

    @Property(tries = 60)
    void nothingThatIsTriedLeavesTheMemoryBound(
            @ForAll @DoubleRange(min = 150, max = 4000) double budget,
            @ForAll @IntRange(min = 1, max = 200) int best,
            @ForAll @DoubleRange(min = 0, max = 0.2) double noise)
            throws Exception {
        OriginMeasurements origin = Origins.wordPress(budget);
        if (planner(origin).plan(Wish.NONE).isEmpty()) {
            return;
        }
        FakeOrigin ground = new FakeOrigin((children, _) -> 10 + Math.min(children, best), noise, OptionalInt.empty());

        refined(origin, ground, 12);

        assertThat(ground.tried)
                .hasSizeBetween(1, 12)
                .allSatisfy(plan -> assertThat(plan.memory().totalBytes())
                        .isLessThanOrEqualTo(plan.memory().budgetBytes()));
    }

    @Property(tries = 60)
    void withoutNoiseItEndsWithinAStepOfTheBestThatFits(@ForAll @IntRange(min = 2, max = 60) int knee)
            throws Exception {
        OriginMeasurements origin = Origins.wordPress(4000);
        FakeOrigin ground = new FakeOrigin((children, _) -> Math.min(children, knee), 0, OptionalInt.empty());

        Refined refined = refined(origin, ground, 30);

        assertThat(ground.truth(refined.best().plan())).isGreaterThanOrEqualTo(knee / 1.51);
        assertThat(refined.best().trial().mean())
                .isGreaterThanOrEqualTo(refined.start().trial().mean());
    }

    @Test
    void fewerChildrenWinWhereMoreThrash() throws Exception {
        OriginMeasurements origin = Origins.wordPress(4000);
        FakeOrigin ground = new FakeOrigin((children, _) -> 100.0 / children, 0.01, OptionalInt.empty());

        Refined refined = refined(origin, ground, 30);

        assertThat(refined.best().children()).isLessThan(refined.start().children());
        assertThat(refined.gain()).isGreaterThan(0.4);
    }

    @Test
    void moreWorkersWinWhereStaticFilesWaitForThem() throws Exception {
        OriginMeasurements origin = Origins.wordPress(4000);
        FakeOrigin ground = new FakeOrigin((_, workers) -> Math.min(workers, 300), 0.01, OptionalInt.empty());

        Refined refined = refined(origin, ground, 30);

        assertThat(refined.best().workers()).isGreaterThanOrEqualTo(200);
        assertThat(refined.best().plan().memory().totalBytes())
                .isLessThanOrEqualTo(refined.best().plan().memory().budgetBytes());
    }

    @Test
    void whatIsKilledForMemoryNeverWins() throws Exception {
        OriginMeasurements origin = Origins.wordPress(4000);
        int start = Step.children(planner(origin).plan(Wish.NONE).orElseThrow());
        FakeOrigin ground = new FakeOrigin((children, _) -> children, 0.01, OptionalInt.of(start + 1));

        Refined refined = refined(origin, ground, 30);

        assertThat(refined.best().children()).isEqualTo(start);
        assertThat(told).anySatisfy(step -> assertThat(step.line()).contains("1 killed for memory: no better"));
    }

    @Test
    void whereTheModelsChoiceIsKilledItGoesDown() throws Exception {
        OriginMeasurements origin = Origins.wordPress(4000);
        int start = Step.children(planner(origin).plan(Wish.NONE).orElseThrow());
        FakeOrigin ground = new FakeOrigin((children, _) -> children, 0.01, OptionalInt.of(start));

        Refined refined = refined(origin, ground, 30);

        assertThat(refined.best().children()).isLessThan(start);
        assertThat(refined.best().trial().kills()).isZero();
    }

    @Test
    void noiseAloneHardlyEverChangesAnything() throws Exception {
        OriginMeasurements origin = Origins.wordPress(2000);
        int moved = 0;
        for (long seed = 1; seed <= 300; seed++) {
            FakeOrigin ground = new FakeOrigin((_, _) -> 50, 0.04, OptionalInt.empty(), seed);
            Refined refined = refined(origin, ground, 30);
            moved += refined.best().plan().equals(refined.start().plan()) ? 0 : 1;
        }

        assertThat(moved).isLessThanOrEqualTo(15);
    }

    @Test
    void whatServesNothingDoesNotWinByNotBeingKilled() {
        Trial killed = new Trial(List.of(10.0, 10.0), true, 1, true);
        Trial down = new Trial(List.of(0.0, 0.0), false, 0, true);

        assertThat(down.betterThan(killed, LEAST_GAIN)).isFalse();
        assertThat(killed.betterThan(down, LEAST_GAIN)).isFalse();
    }

    @Test
    void anInterruptedTrialEndsItWithTheBestUntilThen() throws Exception {
        OriginMeasurements origin = Origins.wordPress(4000);
        FakeOrigin ground = new FakeOrigin((children, _) -> children, 0.01, OptionalInt.empty());

        Refined refined =
                refined(origin, plan -> ground.tried.size() < 3 ? ground.tryOut(plan) : Trial.interrupted(), 30);

        assertThat(refined.ending()).isEqualTo("interrupted");
        assertThat(refined.best().children()).isGreaterThan(refined.start().children());
    }

    @Test
    void aTrialThatCannotBeMadeEndsItAndSaysWhy() throws Exception {
        OriginMeasurements origin = Origins.wordPress(4000);
        FakeOrigin ground = new FakeOrigin((children, _) -> children, 0.01, OptionalInt.empty());

        Refined refined = refined(
                origin,
                plan -> {
                    if (ground.tried.size() == 1) {
                        throw new TrialException("Refused: nginx -t does not like it");
                    }
                    return ground.tryOut(plan);
                },
                30);

        assertThat(refined.ending()).isEqualTo("Refused: nginx -t does not like it");
        assertThat(refined.best()).isSameAs(refined.start());
    }

    @Test
    void aFirstTrialThatCannotBeMadeIsAnError() {
        assertThatThrownBy(() -> refined(
                        Origins.wordPress(4000),
                        _ -> {
                            throw new TrialException("Cannot reach it");
                        },
                        30))
                .isInstanceOf(TrialException.class)
                .hasMessage("Cannot reach it");
    }

    @Test
    void goalsComeBeforePages() {
        Trial met = new Trial(List.of(10.0, 10.0), true, 0, true);
        Trial missed = new Trial(List.of(20.0, 20.0), false, 0, true);

        assertThat(met.betterThan(missed, LEAST_GAIN)).isTrue();
        assertThat(missed.betterThan(met, LEAST_GAIN)).isFalse();
    }
}
