package org.headroom.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.loadgen.result.Latency;
import org.headroom.loadgen.result.Limit;
import org.headroom.loadgen.result.ProtocolSummary;
import org.headroom.loadgen.result.ProtocolSummary.Connections;
import org.headroom.loadgen.result.ProtocolSummary.Pages;
import org.headroom.loadgen.result.ProtocolSummary.Requests;
import org.headroom.loadgen.result.RunResult;
import org.headroom.loadgen.result.RunVerdict;
import org.headroom.loadgen.result.SloResult;
import org.headroom.loadgen.result.Summary;
import org.headroom.reports.page.RunPage.Banner;
import org.headroom.reports.page.RunPage.Hero;
import org.headroom.reports.page.RunPage.KeyFigure;
import org.headroom.reports.page.RunPage.NextStep;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FirstScreenTest {
    private static final Limit FPM = new Limit("fpm", "origin1", "12 of 12 children were busy.");

    @Test
    void aRunThatMeetsItsGoalsSaysSoWithItsBestProtocol() {
        var hero = hero(SampleRuns.demo());
        assertThat(hero.word()).isEqualTo("Pass");
        assertThat(hero.sentence()).isEqualTo("Meets the goals: 23.9 pages/s over h2 with p95 0.41 s.");
        assertThat(hero.limit())
                .startsWith("PHP-FPM on origin1 gave way first: 12 of 12 children were busy for 41 of 60 s");
        assertThat(hero.figures())
                .extracting(KeyFigure::value, KeyFigure::unit, KeyFigure::others)
                .containsExactly(
                        tuple("23.9", "/s", "h1 22.4 · h3 23.8"),
                        tuple("0.41", "s", "h1 1.07 s · h3 0.44 s"),
                        tuple("0", "of 1,440", "h1 3 · h3 1"));
    }

    @Test
    void aMissedGoalIsNamedWithWhatCameOut() {
        assertThat(hero(SampleRuns.missed()).sentence())
                .isEqualTo("Misses 1 of 3 goals: page.p95<1s came to 1.07 s over h1. "
                        + "Best: 23.9 pages/s over h2 with p95 0.41 s.");
        assertThat(sentence(RunVerdict.FAIL, List.of(goal("errors<1%", 4.2), goal("page.p99<1s", 1500))))
                .startsWith("Misses 2 of 2 goals: errors<1% came to 4.2% over h1, and 1 more.");
    }

    @Test
    void aFailureWithoutAMissedGoalNamesTheFailedPages() {
        assertThat(sentence(RunVerdict.FAIL, List.of())).startsWith("Does not pass: 1 page failed. Best: ");
    }

    @Test
    void aRunWithoutGoalsDoesNotClaimToMeetThem() {
        assertThat(sentence(RunVerdict.PASS, List.of())).endsWith(". No goals were set.");
    }

    @Test
    void anInterruptedRunHasNoVerdict() {
        assertThat(sentence(RunVerdict.INTERRUPTED, List.of())).startsWith("Interrupted, so no verdict; until then ");
        assertThat(hero(run(new Summary(1, RunVerdict.INTERRUPTED, false, List.of(), List.of(), List.of(), null)))
                        .sentence())
                .isEqualTo("Interrupted before the first page ended.");
    }

    @Test
    void whatGaveWayIsSaidEvenWhenItIsUnknownOrNothing() {
        assertThat(limit(null))
                .isEqualTo("Nobody watched the tiers in this run, so what gives way first is not known.");
        assertThat(limit(new Limit("none", "", "FPM was at 40% at most.")))
                .isEqualTo("Nothing reached its limit at this load. FPM was at 40% at most.");
        assertThat(limit(new Limit("apache", "", ""))).isEqualTo("Apache gave way first.");
        assertThat(limit(new Limit("unknown", "", "No probe watched the stack.")))
                .isEqualTo("What gives way first is not known. No probe watched the stack.");
    }

    @Test
    void theProtocolThatFailedLeastSpeaksForTheRun() {
        assertThat(headline(protocol("h1", 30, 100, 2), protocol("h2", 24, 400, 0)))
                .isEqualTo("h2");
    }

    @Test
    void ratesThatAreTheSameInTwoDigitsAreATieThatTheTailDecides() {
        assertThat(headline(protocol("h1", 24.1, 500, 0), protocol("h2", 23.9, 400, 0)))
                .isEqualTo("h2");
        assertThat(headline(protocol("h1", 25.1, 500, 0), protocol("h2", 23.9, 400, 0)))
                .isEqualTo("h1");
    }

    @Test
    void theDemoTheInterruptAndTheGeneratorsLimitAreEachSaidAloud() {
        var summary = new Summary(
                1, RunVerdict.INTERRUPTED, true, List.of("CPU was at 97%."), SampleRuns.protocols(), List.of(), FPM);
        var banners = new VerdictSection(SampleRuns.of(SampleRuns.info(true, true), summary)).banners();
        assertThat(banners).extracting(Banner::kind).containsExactly("demo", "interrupted", "limited");
        assertThat(banners.getFirst().title()).isEqualTo("This is the embedded demo stack, not your site.");
        assertThat(banners.getLast().lines()).containsExactly("CPU was at 97%.");
        assertThat(new VerdictSection(SampleRuns.missed()).banners()).isEmpty();
    }

    @Test
    void theSettingsOfTheTierThatGaveWayComeFirst() {
        assertThat(hero(SampleRuns.missed()).next())
                .extracting(NextStep::what)
                .containsExactly(
                        "php-fpm: set pm.max_children to 26 (was 12)",
                        "php-fpm: set pm to static (was dynamic)",
                        "php-fpm: set listen.backlog to 128 (was 511)");
    }

    @Test
    void withoutAPlanTheNextStepIsToMakeOne() {
        assertThat(hero(run(summary(RunVerdict.PASS, List.of(), FPM))).next())
                .extracting(NextStep::what)
                .containsExactly("Let Headroom work out the settings");
    }

    private static Hero hero(RunView run) {
        return new VerdictSection(run).hero();
    }

    private static String sentence(RunVerdict verdict, List<SloResult> goals) {
        return hero(run(summary(verdict, goals, FPM))).sentence();
    }

    private static String limit(@Nullable Limit limit) {
        return hero(run(summary(RunVerdict.PASS, List.of(), limit))).limit();
    }

    private static String headline(ProtocolSummary... protocols) {
        var summary = new Summary(1, RunVerdict.PASS, false, List.of(), List.of(protocols), List.of(), FPM);
        return Headline.of(summary).orElseThrow().protocol().protocol();
    }

    private static Summary summary(RunVerdict verdict, List<SloResult> goals, @Nullable Limit limit) {
        return new Summary(1, verdict, false, List.of(), List.of(protocol("h1", 20, 300, 1)), goals, limit);
    }

    private static SloResult goal(String expression, double observed) {
        return new SloResult(expression, observed, false, "h1");
    }

    private static RunView run(Summary summary) {
        var result = new RunResult(SampleRuns.info(false, false), summary, List.of(), Map.of());
        return new RunView("bare", result, List.of(), Optional.empty(), List.of());
    }

    private static ProtocolSummary protocol(String name, double rate, double p95, long failed) {
        var latency = new Latency(1, 2, p95, p95, p95, p95, 2);
        return new ProtocolSummary(
                name,
                "jetty",
                new Pages(100, 100, failed, 0, rate, latency),
                new Requests(100, failed, 1, 1, Map.of(), Map.of(), 0, latency, latency),
                new Connections(1, 0),
                Map.of(),
                Map.of());
    }
}
