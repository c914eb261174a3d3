package org.headroom.loadgen.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.headroom.loadgen.page.LoadTarget;
import org.headroom.loadgen.page.RequestLimits;
import org.headroom.loadgen.record.ProtocolRecorder;
import org.headroom.loadgen.result.InjectorResult;
import org.headroom.loadgen.result.ProtocolSummary;
import org.headroom.loadgen.result.RunDirectory;
import org.headroom.loadgen.result.TimelineSecond;
import org.headroom.loadgen.run.Arrivals;
import org.headroom.loadgen.run.LoadPlan;
import org.headroom.loadgen.run.LoadRun;
import org.headroom.loadgen.run.RunListener;
import org.headroom.loadgen.slo.Slo;
import org.headroom.loadgen.transport.Carriers;
import org.headroom.loadgen.transport.Protocol;
import org.headroom.scenarios.endpoint.AddressBook;
import org.headroom.scenarios.model.Host;
import org.headroom.scenarios.model.Page;
import org.headroom.scenarios.model.Scenario;
import org.headroom.scenarios.model.Visit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Injectors and coordinator in one JVM, over real sockets of loopback. */
class DistributedRunTest {
    private static final SharedKey KEY = SharedKey.of("0123456789abcdef0123456789abcdef", "test");
    private static final TransportSettings TRANSPORTS =
            new TransportSettings(Carriers.USUAL, false, "", Duration.ofSeconds(5));

    private final List<Injector> injectors = new ArrayList<>();
    private final List<InjectorAddress> addresses = new ArrayList<>();
    private final List<String> said = new CopyOnWriteArrayList<>();

    @TempDir
    private Path directory;

    private CountingServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = new CountingServer();
    }

    @AfterEach
    void stopAll() {
        injectors.forEach(Injector::close);
        server.close();
    }

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
        LoadPlan plan = plan(
                new Arrivals.OpenRate(1),
                Duration.ofSeconds(1),
                new InetSocketAddress(
                        InetAddress.getByAddress("www.example.org", new byte[] {(byte) 192, 0, 2, 7}), 443));

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

    private void startInjectors(int count) throws Exception {
        for (int i = 0; i < count; i++) {
            int port;
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = free.getLocalPort();
            }
            InjectorPermission loopbackOnly = new InjectorPermission(
                    List.of(), List.of(), () -> new AddressBook(DistributedRunTest::onlyLocalhost, List.of()));
            injectors.add(Injector.start(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), KEY, "1", loopbackOnly, said::add));
            addresses.add(new InjectorAddress("127.0.0.1", port));
        }
    }

    private static List<InetAddress> onlyLocalhost(String name) throws UnknownHostException {
        if (name.equals("localhost") || name.matches("[0-9.]+")) {
            return List.of(InetAddress.getByName(name));
        }
        throw new UnknownHostException(name);
    }

    private Injectors connect(SharedKey key, String version, LoadPlan plan) throws Exception {
        return Injectors.connect(addresses, key, version, plan, TRANSPORTS);
    }

    /** Is told of progress on the run's thread. */
    private interface OnProgress {
        void at(DistributedRun run, ProtocolRecorder.Progress progress);
    }

    private LoadRun.Measured run(LoadPlan plan, Path into, OnProgress onProgress) throws Exception {
        DistributedRun[] holder = new DistributedRun[1];
        RunListener listener = new RunListener() {
            @Override
            public void protocolStarted(Protocol protocol, String transport, Duration planned) {}

            @Override
            public void progress(
                    Protocol protocol, Duration elapsed, ProtocolRecorder.Progress progress, long openConnections) {
                onProgress.at(holder[0], progress);
            }

            @Override
            public void draining(Protocol protocol) {}
        };
        holder[0] = new DistributedRun(plan, connect(KEY, "1", plan), new RunDirectory(into), listener);
        return holder[0].execute();
    }

    private static long logged(Path directory) throws IOException {
        long logged = 0;
        try (HistogramLogReader reader =
                new HistogramLogReader(new RunDirectory(directory).pagesLog().toFile())) {
            while (reader.hasNext()) {
                logged += ((Histogram) reader.nextIntervalHistogram()).getTotalCount();
            }
        }
        return logged;
    }

    private LoadPlan plan(Arrivals arrivals, Duration duration) throws IOException {
        return plan(arrivals, duration, server.address());
    }

    private static LoadPlan plan(Arrivals arrivals, Duration duration, InetSocketAddress address) {
        Scenario scenario = new Scenario(
                "test",
                "",
                List.of(new Host("site", "localhost")),
                List.of(new Page("front", "site", "/", 200, OptionalLong.empty(), List.of())),
                List.of(new Visit("reader", 1, List.of("front"), Duration.ZERO)));
        LoadTarget target = new LoadTarget(Map.of(
                "site", new LoadTarget.Endpoint("http", address.getHostString(), address.getPort(), List.of(address))));
        return new LoadPlan(
                scenario,
                target,
                List.of(Protocol.H1),
                arrivals,
                Duration.ZERO,
                duration,
                Duration.ZERO,
                RequestLimits.DEFAULT,
                Slo.parse("page.p95<60s,errors<1%"),
                1,
                "Headroom/test");
    }
}
