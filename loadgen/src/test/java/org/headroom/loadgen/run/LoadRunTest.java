package org.headroom.loadgen.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.headroom.loadgen.arrivals.ArrivalGrammar;
import org.headroom.loadgen.page.LoadTarget;
import org.headroom.loadgen.page.RequestLimits;
import org.headroom.loadgen.record.ProtocolRecorder;
import org.headroom.loadgen.result.ProtocolSummary;
import org.headroom.loadgen.result.RunDirectory;
import org.headroom.loadgen.result.TimelineSecond;
import org.headroom.loadgen.schedule.ArrivalCurve;
import org.headroom.loadgen.schedule.Spacing;
import org.headroom.loadgen.slo.Slo;
import org.headroom.loadgen.transport.Protocol;
import org.headroom.loadgen.transport.Transport;
import org.headroom.scenarios.model.Discovery;
import org.headroom.scenarios.model.Host;
import org.headroom.scenarios.model.Page;
import org.headroom.scenarios.model.Resource;
import org.headroom.scenarios.model.ResourceKind;
import org.headroom.scenarios.model.Scenario;
import org.headroom.scenarios.model.Visit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class LoadRunTest {
    @TempDir
    private Path directory;

    @Test
    void anOpenRunPlaysExactlyTheScheduledPagesOverEveryProtocol() throws Exception {
        LoadRun.Measured measured = run(plan(new Arrivals.OpenRate(40), List.of(Protocol.H1, Protocol.H2), "/", 1));

        assertThat(measured.protocols()).extracting(ProtocolSummary::protocol).containsExactly("h1", "h2");
        for (ProtocolSummary protocol : measured.protocols()) {
            assertThat(protocol.pages().offered()).isEqualTo(40);
            assertThat(protocol.pages().count()).isEqualTo(40);
            assertThat(protocol.pages().failed()).isZero();
            assertThat(protocol.requests().count()).isEqualTo(80);
            assertThat(protocol.pages().latency().p50()).isGreaterThanOrEqualTo(20);
        }
        assertThat(measured.slo())
                .allSatisfy(result -> assertThat(result.pass()).isTrue());
        assertThat(measured.interrupted()).isFalse();
    }

    @Test
    void theIntervalLogsHoldEveryPageUnderItsProtocolAndNameAndTheTimelineAgrees() throws Exception {
        LoadRun.Measured measured = run(plan(new Arrivals.OpenRate(40), List.of(Protocol.H2), "/", 1));

        long logged = 0;
        try (HistogramLogReader reader =
                new HistogramLogReader(new RunDirectory(directory).pagesLog().toFile())) {
            while (reader.hasNext()) {
                Histogram interval = (Histogram) reader.nextIntervalHistogram();
                assertThat(interval.getTag()).isEqualTo("h2/front");
                logged += interval.getTotalCount();
            }
        }
        assertThat(logged).isEqualTo(40);
        assertThat(measured.timeline().stream().mapToLong(TimelineSecond::done).sum())
                .isEqualTo(40);
        assertThat(measured.timeline().stream()
                        .mapToLong(TimelineSecond::offered)
                        .sum())
                .isEqualTo(40);
        assertThat(measured.timeline().stream()
                        .mapToLong(TimelineSecond::requests)
                        .sum())
                .isEqualTo(80);
    }

    @Test
    void aVisitOfTwoPagesOffersPagesAtTheRateAndKeepsItsCache() throws Exception {
        LoadRun.Measured measured = run(plan(new Arrivals.OpenRate(40), List.of(Protocol.H2), "/", 2));

        ProtocolSummary h2 = measured.protocols().getFirst();
        assertThat(h2.pages().count()).isEqualTo(40);
        assertThat(h2.requests().count())
                .as("the style sheet only once a visit")
                .isEqualTo(60);
    }

    @Test
    void closedVisitorsStartOverUntilTheTimeIsUp() throws Exception {
        LoadRun.Measured measured = run(plan(new Arrivals.ClosedVisitors(3), List.of(Protocol.H2), "/", 1));

        ProtocolSummary h2 = measured.protocols().getFirst();
        assertThat(h2.pages().count()).isGreaterThan(3);
        assertThat(h2.pages().unfinished()).isZero();
    }

    @Test
    void aVisitorWhoStartsOverDrawsAnotherVisit() throws Exception {
        LoadPlan plan = plan(new Arrivals.ClosedVisitors(1), List.of(Protocol.H2), "/", 1);
        Page front = plan.scenario().pages().getFirst();
        Scenario mixed = new Scenario(
                "mixed",
                "",
                plan.scenario().hosts(),
                List.of(
                        new Page("front", "site", "/", 200, OptionalLong.of(100), List.of()),
                        new Page("post", "site", "/post", 200, OptionalLong.of(100), front.resources())),
                List.of(
                        new Visit("readers", 1, List.of("front"), Duration.ZERO),
                        new Visit("others", 1, List.of("post"), Duration.ZERO)));
        LoadRun.Measured measured = run(playing(plan, mixed));

        assertThat(measured.protocols().getFirst().byPage().values())
                .hasSize(2)
                .allSatisfy(page -> assertThat(page.count()).isGreaterThan(3));
    }

    @Test
    @Timeout(120)
    void aClosedVisitEndsWithItsTimeHoweverLongItsVisitorWouldThink() throws Exception {
        LoadPlan plan = plan(new Arrivals.ClosedVisitors(2), List.of(Protocol.H2), "/", 1);
        Scenario thinking = new Scenario(
                "thinking",
                "",
                plan.scenario().hosts(),
                plan.scenario().pages(),
                List.of(new Visit("slow", 1, List.of("front", "front"), Duration.ofMinutes(10))));
        LoadRun.Measured measured = run(playing(plan, thinking));

        ProtocolSummary.Pages pages = measured.protocols().getFirst().pages();
        assertThat(List.of(pages.offered(), pages.count())).containsExactly(2L, 2L);
    }

    @Test
    void aStoppedRunKeepsWhatItHasAndCountsWhatWasCutOff() throws Exception {
        CountDownLatch stopAfterFirstSecond = new CountDownLatch(1);
        LoadPlan plan = plan(new Arrivals.OpenRate(20), List.of(Protocol.H1, Protocol.H2), "/never", 1);
        LoadRun.Measured measured = run(lasting(plan, Duration.ofSeconds(60)), stopAfterFirstSecond);

        assertThat(measured.interrupted()).isTrue();
        assertThat(measured.protocols()).extracting(ProtocolSummary::protocol).containsExactly("h1");
        ProtocolSummary h1 = measured.protocols().getFirst();
        assertThat(h1.pages().count()).isZero();
        assertThat(h1.pages().unfinished()).isPositive();
        assertThat(Files.exists(new RunDirectory(directory).pagesLog())).isTrue();
    }

    @Test
    void aWarmUpIsToldApartAndIsInNoOtherFigure() throws Exception {
        LoadPlan cold = plan(new Arrivals.OpenRate(40), List.of(Protocol.H2), "/", 1);

        LoadRun.Measured measured = run(warmedUp(cold, Duration.ofSeconds(1)));

        ProtocolSummary h2 = measured.protocols().getFirst();
        ProtocolSummary.WarmUp warmUp = Objects.requireNonNull(h2.warmUp());
        // Half a second up to 40/s, half a second at 40/s.
        assertThat(warmUp.count()).isEqualTo(30);
        assertThat(warmUp.failed()).isZero();
        assertThat(warmUp.p95()).isGreaterThanOrEqualTo(20);
        assertThat(h2.pages().offered()).isEqualTo(40);
        assertThat(h2.requests().count()).isEqualTo(80);
        assertThat(measured.timeline().stream()
                        .mapToLong(TimelineSecond::offered)
                        .sum())
                .isEqualTo(40);
    }

    @Test
    void aWarmUpThatNobodyAnswersIsCutOffAndTheRunGoesOn() throws Exception {
        LoadPlan plan = plan(new Arrivals.OpenRate(20), List.of(Protocol.H2), "/never", 1);
        List<Transport> made = new ArrayList<>();
        LoadRun run = new LoadRun(
                warmedUp(plan, Duration.ofSeconds(1)),
                protocol -> {
                    InstantTransport next = new InstantTransport(protocol, 20, made.isEmpty() ? "/never" : "/nothing");
                    made.add(next);
                    return next;
                },
                new RunDirectory(directory),
                new QuietListener());

        LoadRun.Measured measured = run.execute();

        ProtocolSummary h2 = measured.protocols().getFirst();
        assertThat(Objects.requireNonNull(h2.warmUp()).count()).isZero();
        assertThat(h2.pages().count()).isEqualTo(20);
        assertThat(h2.pages().failed()).isZero();
    }

    @Test
    void aStopInTheWarmUpEndsTheRunBeforeAnythingIsMeasured() throws Exception {
        LoadPlan plan = plan(new Arrivals.OpenRate(20), List.of(Protocol.H1, Protocol.H2), "/never", 1);
        LoadRun[] holder = new LoadRun[1];
        LoadRun run = new LoadRun(
                warmedUp(plan, Duration.ofMinutes(10)),
                protocol -> new InstantTransport(protocol, 20),
                new RunDirectory(directory),
                new QuietListener() {
                    @Override
                    public void warmingUp(Protocol protocol, Duration length) {
                        Thread.ofVirtual().start(() -> holder[0].stop());
                    }
                });
        holder[0] = run;

        LoadRun.Measured measured = run.execute();

        assertThat(measured.interrupted()).isTrue();
        assertThat(measured.protocols()).isEmpty();
    }

    @Test
    void visitsBeyondTheMostThatMayBeOpenAreFailedStartsAndLimitTheGenerator() throws Exception {
        LoadPlan plan = plan(new Arrivals.OpenRate(40), List.of(Protocol.H2), "/", 1);
        LoadRun run = new LoadRun(
                withOpenVisits(plan, 3),
                protocol -> new InstantTransport(protocol, 5_000),
                new RunDirectory(directory),
                new QuietListener());

        LoadRun.Measured measured = run.execute();

        ProtocolSummary.Pages pages = measured.protocols().getFirst().pages();
        assertThat(pages.offered()).isEqualTo(40);
        assertThat(pages.count()).isEqualTo(40);
        assertThat(pages.failed()).isEqualTo(37);
        assertThat(pages.unfinished()).isZero();
        assertThat(pages.failures()).isEqualTo(Map.of("generator", 37L));
        assertThat(measured.protocols().getFirst().byPage().get("front"))
                .satisfies(front ->
                        assertThat(List.of(front.count(), front.failed())).containsExactly(40L, 37L));
        assertThat(pages.latency().p50()).as("in no percentile").isGreaterThan(5_000);
        assertThat(measured.generator().notStarted()).isEqualTo(37);
        assertThat(measured.generatorLimits())
                .anySatisfy(reason -> assertThat(reason).contains("37 visits", "--max-open"));
        assertThat(measured.slo()).anySatisfy(goal -> {
            assertThat(goal.expression()).startsWith("errors");
            assertThat(goal.observed()).isEqualTo(92.5);
        });
    }

    @Test
    void aRunInPhasesTellsEachApart() throws Exception {
        ArrivalCurve curve = ArrivalGrammar.parse("ramp 0..40/s 500ms, hold 40/s 500ms, spike 100/s 200ms", directory);

        LoadRun.Measured measured =
                run(plan(new Arrivals.OpenCurve(curve, Spacing.POISSON, 1), List.of(Protocol.H2), "/", 1));

        ProtocolSummary h2 = measured.protocols().getFirst();
        assertThat(h2.pages().offered()).isEqualTo(50);
        assertThat(h2.phases()).extracting(ProtocolSummary.PhaseTotals::name).containsExactly("ramp", "hold", "spike");
        assertThat(h2.phases().stream()
                        .mapToLong(ProtocolSummary.PhaseTotals::offered)
                        .sum())
                .isEqualTo(50);
        assertThat(h2.phases()).allSatisfy(phase -> {
            assertThat(phase.count()).isEqualTo(phase.offered()).isPositive();
            assertThat(phase.failed()).isZero();
            assertThat(phase.latency().p50()).isGreaterThanOrEqualTo(20);
        });
        assertThat(h2.phases().get(2).startSeconds()).isEqualTo(1.0);
    }

    @Test
    void theGeneratorsOwnDelayIsRecordedForEveryPage() throws Exception {
        LoadRun.Measured measured = run(plan(new Arrivals.OpenRate(40), List.of(Protocol.H1, Protocol.H2), "/", 1));

        assertThat(measured.generator().startDelay().max()).isPositive();
        assertThat(measured.generator().descriptors().max()).isPositive();
        assertThat(measured.generator().cpu().cores()).isPositive();
    }

    /** Hears nothing. */
    private static class QuietListener implements RunListener {
        @Override
        public void protocolStarted(Protocol protocol, String transport, Duration planned) {}

        @Override
        public void progress(
                Protocol protocol, Duration elapsed, ProtocolRecorder.Progress progress, long openConnections) {}

        @Override
        public void draining(Protocol protocol) {}
    }

    private static LoadPlan lasting(LoadPlan plan, Duration duration) {
        return with(plan, duration, plan.warmUp(), plan.openVisits());
    }

    private static LoadPlan warmedUp(LoadPlan plan, Duration warmUp) {
        return with(plan, plan.duration(), warmUp, plan.openVisits());
    }

    private static LoadPlan withOpenVisits(LoadPlan plan, int most) {
        return with(plan, plan.duration(), plan.warmUp(), most);
    }

    private static LoadPlan playing(LoadPlan plan, Scenario scenario) {
        return new LoadPlan(
                scenario,
                plan.target(),
                plan.protocols(),
                plan.arrivals(),
                plan.ramp(),
                plan.duration(),
                plan.warmUp(),
                plan.limits(),
                plan.openVisits(),
                plan.goals(),
                plan.seed(),
                plan.userAgent());
    }

    private static LoadPlan with(LoadPlan plan, Duration duration, Duration warmUp, int openVisits) {
        return new LoadPlan(
                plan.scenario(),
                plan.target(),
                plan.protocols(),
                plan.arrivals(),
                plan.ramp(),
                duration,
                warmUp,
                plan.limits(),
                openVisits,
                plan.goals(),
                plan.seed(),
                plan.userAgent());
    }

    /** Runs the plan to its end. */
    private LoadRun.Measured run(LoadPlan plan) throws Exception {
        return run(plan, new CountDownLatch(1));
    }

    /** Runs the plan; stops it at the first progress when the latch is still to be counted down to that end. */
    private LoadRun.Measured run(LoadPlan plan, CountDownLatch stop) throws Exception {
        LoadRun[] holder = new LoadRun[1];
        boolean never = plan.scenario().pages().getFirst().path().equals("/never");
        LoadRun run = new LoadRun(
                plan, protocol -> new InstantTransport(protocol, 20), new RunDirectory(directory), new QuietListener() {
                    @Override
                    public void progress(
                            Protocol protocol,
                            Duration elapsed,
                            ProtocolRecorder.Progress progress,
                            long openConnections) {
                        if (never && openConnections > 0 && stop.getCount() > 0) {
                            stop.countDown();
                            holder[0].stop();
                        }
                    }
                });
        holder[0] = run;
        return run.execute();
    }

    private static LoadPlan plan(Arrivals arrivals, List<Protocol> protocols, String path, int pagesPerVisit) {
        Resource style = new Resource(
                "style",
                ResourceKind.CSS,
                "site",
                "/style.css",
                Optional.empty(),
                new Discovery.WhileStreaming(0),
                200,
                OptionalLong.of(100),
                true,
                true);
        Scenario scenario = new Scenario(
                "test",
                "",
                List.of(new Host("site", "localhost")),
                List.of(new Page("front", "site", path, 200, OptionalLong.of(100), List.of(style))),
                List.of(new Visit(
                        "reader", 1, java.util.Collections.nCopies(pagesPerVisit, "front"), Duration.ofMillis(50))));
        LoadTarget target = new LoadTarget(Map.of(
                "site",
                new LoadTarget.Endpoint(
                        "https",
                        "localhost",
                        443,
                        List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 443)))));
        return new LoadPlan(
                scenario,
                target,
                protocols,
                arrivals,
                Duration.ZERO,
                Duration.ofSeconds(1),
                Duration.ZERO,
                RequestLimits.DEFAULT,
                Slo.parse("page.p95<60s,errors<1%"),
                1,
                "Headroom/test");
    }
}
