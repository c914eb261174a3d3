package org.headroom.tuner.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.headroom.tuner.plan.Plan;
import org.headroom.tuner.plan.TuningOutcome;
import org.junit.jupiter.api.Test;

class TuningModelTest {
    @Test
    void aRichHostGetsAsManyChildrenAsItsCpuCanUse() {
        Plan plan = Origins.planned(Origins.wordPress(8_000));
        int useful = UsefulChildren.of(2, 0.7);
        assertThat(Origins.value(plan, "[www] pm.max_children")).isEqualTo(Integer.toString(useful));
    }

    @Test
    void aPoorHostGetsWhatFits() {
        Plan plan = Origins.planned(Origins.wordPress(220));
        assertThat(Integer.parseInt(Origins.value(plan, "[www] pm.max_children")))
                .isBetween(2, 4);
        assertThat(plan.memory().totalBytes()).isLessThanOrEqualTo(plan.memory().budgetBytes());
        assertThat(plan.warnings()).anyMatch(warning -> warning.contains("more memory"));
    }

    @Test
    void theMemoryTableCountsOpcacheOnceAndEveryComponent() {
        Plan plan = Origins.planned(Origins.wordPress(400));
        assertThat(plan.memory().lines())
                .extracting(Plan.MemoryTable.Line::component)
                .containsExactly(
                        "reserved for others on the host",
                        "page cache floor",
                        "apache parent",
                        "apache processes",
                        "php-fpm master",
                        "opcache, shared",
                        "php-fpm children of www");
        assertThat(plan.memory().lines().get(5).count()).isEqualTo(1);
    }

    @Test
    void aBudgetThatHoldsNotEvenTheLeastIsRefusedWithTheFigures() {
        TuningOutcome outcome = TuningModel.tune(Origins.wordPress(100), TuningOptions.DEFAULTS);
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        TuningOutcome.CannotFit.class,
                        refused -> assertThat(refused.explanation())
                                .startsWith("Origin origin1 cannot hold even the least ([2] PHP children")
                                .contains("the budget is 100 MiB")
                                .contains("opcache, shared 40 MiB")
                                .contains("more memory"));
    }

    @Test
    void poolsShareByDemand() {
        Plan plan = Origins.planned(Origins.origin(
                500, 8, List.of(Origins.pool("busy", 30, 0.3, 0.3), Origins.pool("quiet", 0.5, 0.3, 0.3))));
        int busy = Integer.parseInt(Origins.value(plan, "[busy] pm.max_children"));
        int quiet = Integer.parseInt(Origins.value(plan, "[quiet] pm.max_children"));
        assertThat(busy).isGreaterThan(2 * quiet);
        assertThat(quiet).isGreaterThanOrEqualTo(2);
    }

    @Test
    void aBusyPoolIsStaticAnIdleOneBesideItOnDemandAndOneBetweenDynamic() {
        Plan plan = Origins.planned(Origins.origin(
                4_000,
                4,
                List.of(
                        Origins.pool("busy", 30, 0.3, 0.5),
                        Origins.pool("rare", 0.1, 0.3, 0.5),
                        Origins.pool("some", 2, 0.3, 0.2))));
        assertThat(Origins.value(plan, "[busy] pm")).isEqualTo("static");
        assertThat(Origins.value(plan, "[rare] pm")).isEqualTo("ondemand");
        assertThat(Origins.value(plan, "[some] pm")).isEqualTo("dynamic");
    }

    @Test
    void everySettingSaysHowAndWhyAndWhatItWas() {
        TuningOptions options = TuningOptions.DEFAULTS.withCurrent(
                Map.of("apache MaxRequestWorkers", "150", "php-fpm [www] pm.max_children", "5"));
        TuningOutcome outcome = TuningModel.tune(Origins.wordPress(400), options);
        assertThat(outcome).isInstanceOfSatisfying(TuningOutcome.Planned.class, planned -> {
            assertThat(planned.plan().settings()).allSatisfy(setting -> {
                assertThat(setting.formula()).isNotBlank();
                assertThat(setting.reason()).isNotBlank();
            });
            assertThat(planned.plan().settings())
                    .filteredOn(setting -> !setting.before().isEmpty())
                    .extracting(Plan.Setting::before)
                    .containsExactly("150", "5");
        });
    }

    @Test
    void whatWasAssumedIsWarnedOf() {
        OriginMeasurements origin = Origins.origin(
                400,
                2,
                List.of(new OriginMeasurements.Pool(
                        "www",
                        Figure.assumed(24 * Origins.MEBIBYTE, "a guess"),
                        Origins.mebibytes(28),
                        Origins.figure(10),
                        Origins.figure(0.18),
                        Origins.figure(0.7),
                        2)));
        Plan plan = Origins.planned(origin);
        assertThat(plan.warnings().getFirst()).contains("not measured but assumed: [www] child, p95.");
        assertThat(plan.inputs())
                .filteredOn(input -> input.source().startsWith("assumed"))
                .singleElement()
                .satisfies(input -> assertThat(input.name()).isEqualTo("[www] child, p95"));
    }

    @Test
    void demandBeyondTheCpuIsWarnedOf() {
        Plan plan = Origins.planned(Origins.origin(4_000, 2, List.of(Origins.pool("www", 200, 0.2, 1))));
        assertThat(plan.warnings()).anyMatch(warning -> warning.contains("from 2 on the CPU is full"));
    }

    @Test
    void aPhpThatDoesNotKnowStatusListenIsNotGivenIt() {
        for (String version : new String[] {"7.4", "", "5.6"}) {
            assertThat(settingsWith(version)).as(version).doesNotContain("[www] pm.status_listen");
        }
        for (String version : new String[] {"8.0", "8.4", "10.1"}) {
            assertThat(settingsWith(version)).as(version).contains("[www] pm.status_listen");
        }
    }

    private static List<String> settingsWith(String version) {
        TuningOptions options = TuningOptions.DEFAULTS.withCurrent(Map.of(TuningOptions.PHP_VERSION, version));
        return TuningModel.tune(Origins.wordPress(800), options) instanceof TuningOutcome.Planned(Plan plan)
                ? plan.settings().stream().map(Plan.Setting::name).toList()
                : List.of();
    }
}
