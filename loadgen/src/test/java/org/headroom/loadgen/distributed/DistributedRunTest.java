package org.headroom.loadgen.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.headroom.loadgen.result.InjectorResult;
import org.headroom.loadgen.result.ProtocolSummary;
import org.headroom.loadgen.result.TimelineSecond;
import org.headroom.loadgen.run.Arrivals;
import org.headroom.loadgen.run.LoadPlan;
import org.headroom.loadgen.run.LoadRun;
import org.headroom.loadgen.transport.Protocol;
import org.junit.jupiter.api.Test;

class DistributedRunTest extends InjectorsOnLoopback {
    @Test
    void twoInjectorsPlayTogetherExactlyTheScheduleAndAreReadyForTheNextPlan() throws Exception {
        startInjectors(2);
        LoadPlan plan = plan(new Arrivals.OpenRate(50), Duration.ofSeconds(2));
        LoadRun.Measured measured = run(plan, directory.resolve("first"), (_, _) -> {});

        ProtocolSummary h1 = measured.protocols().getFirst();
        assertThat(h1.pages().offered()).isEqualTo(100);
        assertThat(h1.pages().count()).isEqualTo(100);
        assertThat(h1.pages().failed()).isZero();
        assertThat(h1.requests().status()).isEqualTo(Map.of("200", 100L));
        assertThat(server.requests()).isEqualTo(100);
        assertThat(measured.interrupted()).isFalse();
        assertThat(measured.problem()).isEmpty();
        assertThat(measured.slo()).allSatisfy(goal -> assertThat(goal.pass()).isTrue());
        assertThat(measured.injectors()).hasSize(2).allSatisfy(one -> {
            assertThat(one.state()).isEqualTo("done");
            assertThat(one.share()).isEqualTo(0.5);
            assertThat(one.offered()).isEqualTo(50);
            assertThat(one.done()).isEqualTo(50);
            assertThat(one.lost()).isNull();
            assertThat(one.clockError()).isPositive();
        });
        assertThat(measured.timeline().stream().mapToLong(TimelineSecond::done).sum())
                .isEqualTo(100);
        assertThat(logged(directory.resolve("first"))).isEqualTo(100);

        assertThat(run(plan, directory.resolve("second"), (_, _) -> {})
                        .protocols()
                        .getFirst()
                        .pages()
                        .count())
                .isEqualTo(100);
    }

    @Test
    void closedVisitorsAreSharedOutAndEveryMachineKeepsItsOwnBusy() throws Exception {
        startInjectors(2);
        LoadRun.Measured measured =
                run(plan(new Arrivals.ClosedVisitors(3), Duration.ofSeconds(1)), directory, (_, _) -> {});

        assertThat(measured.interrupted()).isFalse();
        assertThat(measured.injectors())
                .allSatisfy(one -> assertThat(one.done()).isGreaterThan(2));
        assertThat(measured.protocols().getFirst().pages().count()).isEqualTo(server.requests());
    }

    @Test
    void aLostInjectorsShareIsReportedFromTheLastSecondThatWasHeardAndTheRunGoesOn() throws Exception {
        startInjectors(2);
        LoadPlan plan = plan(new Arrivals.OpenRate(20), Duration.ofSeconds(10));
        LoadRun.Measured measured = run(plan, directory, (_, progress) -> {
            if (progress.done() > 40 && injectors.size() == 2) {
                injectors.remove(1).close();
            }
        });

        assertThat(measured.interrupted()).isTrue();
        InjectorResult kept = measured.injectors().getFirst();
        InjectorResult gone = measured.injectors().getLast();
        assertThat(kept.state()).isEqualTo("done");
        assertThat(kept.done()).isEqualTo(100);
        assertThat(gone.state()).isEqualTo("lost");
        InjectorResult.Lost lost = Objects.requireNonNull(gone.lost());
        assertThat(lost.reason()).contains("stopped");
        assertThat(lost.arrivals()).isBetween(20L, 90L);
        assertThat(lost.shareOfRun()).isCloseTo(lost.arrivals() / 200.0, within(1e-9));
        // What it had sent by then and what is missing are together its share; between the two lies less than a tick.
        assertThat(gone.offered() + lost.arrivals()).isBetween(98L, 125L);
        assertThat(measured.protocols().getFirst().pages().offered()).isEqualTo(kept.offered() + gone.offered());
    }

    @Test
    void aStoppedRunStopsEveryInjectorAndKeepsWhatThereIs() throws Exception {
        startInjectors(2);
        LoadPlan plan = plan(new Arrivals.OpenRate(20), Duration.ofSeconds(60));
        LoadRun.Measured measured = run(plan, directory, (run, progress) -> {
            if (progress.done() > 20) {
                run.stop();
            }
        });

        assertThat(measured.interrupted()).isTrue();
        assertThat(measured.injectors())
                .allSatisfy(one -> assertThat(one.state()).isEqualTo("stopped"));
        assertThat(measured.protocols().getFirst().pages().count()).isBetween(20L, 400L);
        await().untilAsserted(() -> assertThat(said)
                .filteredOn(line -> line.contains("ready for the next plan"))
                .hasSize(2));
    }

    @Test
    void anInjectorWhoseCoordinatorDiesStopsAndIsReadyForTheNextPlan() throws Exception {
        startInjectors(1);
        LoadPlan plan = plan(new Arrivals.OpenRate(20), Duration.ofSeconds(60));
        Injectors connected = connect(KEY, "1", plan);
        RemoteInjector remote = connected.all().getFirst();
        remote.send(new Message.Turn(Protocol.H1));
        remote.send(new Message.Go(Protocol.H1, System.nanoTime()));
        await().atMost(Duration.ofSeconds(30)).until(() -> server.requests() > 0);
        remote.lose(new InjectorResult.Lost("h1", 0, 0, 0, "test: no more pings")); // as a dead coordinator is silent

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(said).anyMatch(line -> line.contains("the coordinator is gone")));
        connect(KEY, "1", plan).close();
        connected.close();
    }

    @Test
    void whoHasAnotherKeyIsNotLetIn() throws Exception {
        startInjectors(1);
        SharedKey other = SharedKey.of("another key of thirty-two characters", "test");

        assertThatThrownBy(() -> connect(other, "1", plan(new Arrivals.OpenRate(1), Duration.ofSeconds(1))))
                .isInstanceOf(InjectorsException.class)
                .hasMessageContaining(addresses.getFirst() + " does not let this machine in: its key is another one");
    }

    @Test
    void anotherVersionIsRefusedAndToldApart() throws Exception {
        startInjectors(1);

        assertThatThrownBy(() -> connect(KEY, "2", plan(new Arrivals.OpenRate(1), Duration.ofSeconds(1))))
                .hasMessageContaining("runs Headroom 1, the coordinator 2");
    }

    @Test
    void aSecondPlanIsRefusedWhileTheFirstIsBeingPlayed() throws Exception {
        startInjectors(1);
        LoadPlan plan = plan(new Arrivals.OpenRate(1), Duration.ofSeconds(1));
        try (Injectors _ = connect(KEY, "1", plan)) {
            assertThatThrownBy(() -> connect(KEY, "1", plan)).hasMessageContaining("is busy with another plan");
        }
    }

    @Test
    void anInjectorRefusesWhatItMayNotLoadItselfAndNobodyIsKeptBusy() throws Exception {
        startInjectors(2);
        InetAddress foreign = InetAddress.getByAddress("www.example.org", new byte[] {(byte) 192, 0, 2, 7});
        LoadPlan plan = plan(
                new Arrivals.OpenRate(1),
                Duration.ofSeconds(1),
                Duration.ZERO,
                Protocol.H1,
                target("http", new InetSocketAddress(foreign, 443)));

        assertThatThrownBy(() -> connect(KEY, "1", plan))
                .hasMessageContaining("refuses: this injector may not load www.example.org at 192.0.2.7");
        connect(KEY, "1", plan(new Arrivals.OpenRate(1), Duration.ofSeconds(1))).close();
    }

    @Test
    void whereNobodyListensIsToldWithTheAddress() throws Exception {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            addresses.add(new InjectorAddress("127.0.0.1", free.getLocalPort()));
        }

        assertThatThrownBy(() -> connect(KEY, "1", plan(new Arrivals.OpenRate(1), Duration.ofSeconds(1))))
                .hasMessageContaining(addresses.getFirst() + " cannot be reached")
                .hasMessageContaining("headroom injector");
    }
}
