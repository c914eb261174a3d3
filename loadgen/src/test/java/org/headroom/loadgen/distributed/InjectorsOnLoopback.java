package org.headroom.loadgen.distributed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.headroom.loadgen.page.LoadTarget;
import org.headroom.loadgen.page.RequestLimits;
import org.headroom.loadgen.record.ProtocolRecorder;
import org.headroom.loadgen.result.RunDirectory;
import org.headroom.loadgen.run.Arrivals;
import org.headroom.loadgen.run.LoadPlan;
import org.headroom.loadgen.run.LoadRun;
import org.headroom.loadgen.run.RunListener;
import org.headroom.loadgen.slo.Slo;
import org.headroom.loadgen.transport.Carriers;
import org.headroom.loadgen.transport.Protocol;
import org.headroom.scenarios.endpoint.AddressBook;
import org.headroom.scenarios.endpoint.NameResolver;
import org.headroom.scenarios.model.Host;
import org.headroom.scenarios.model.Page;
import org.headroom.scenarios.model.Scenario;
import org.headroom.scenarios.model.Visit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Injectors and coordinator in one JVM, over real sockets of loopback. */
abstract class InjectorsOnLoopback {
    static final SharedKey KEY = SharedKey.of("0123456789abcdef0123456789abcdef", "test");
    static final TransportSettings TRANSPORTS = new TransportSettings(Carriers.USUAL, false, "", Duration.ofSeconds(5));

    final List<Injector> injectors = new ArrayList<>();
    final List<InjectorAddress> addresses = new ArrayList<>();
    final List<String> said = new CopyOnWriteArrayList<>();
    final List<String> notes = new CopyOnWriteArrayList<>();

    @TempDir
    Path directory;

    CountingServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = new CountingServer();
    }

    @AfterEach
    void stopAll() {
        injectors.forEach(Injector::close);
        server.close();
    }

    void startInjectors(int count) throws Exception {
        for (int i = 0; i < count; i++) {
            startInjector(InetAddress.getLoopbackAddress(), InjectorsOnLoopback::onlyLocalhost, InjectorSecrets.NONE);
        }
    }

    void startInjector(InetAddress address, NameResolver resolver, InjectorSecrets secrets) throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, address)) {
            port = free.getLocalPort();
        }
        InjectorPermission permission =
                new InjectorPermission(List.of(), List.of(), () -> new AddressBook(resolver, List.of()), secrets);
        injectors.add(Injector.start(new InetSocketAddress(address, port), KEY, "1", permission, said::add));
        addresses.add(new InjectorAddress(address.getHostAddress(), port));
    }

    static List<InetAddress> onlyLocalhost(String name) throws UnknownHostException {
        if (name.equals("localhost") || name.matches("[0-9.]+")) {
            return List.of(InetAddress.getByName(name));
        }
        throw new UnknownHostException(name);
    }

    Injectors connect(SharedKey key, String version, LoadPlan plan) throws Exception {
        return Injectors.connect(addresses, key, version, plan, TRANSPORTS);
    }

    /** Is told of progress on the run's thread. */
    interface OnProgress {
        void at(DistributedRun run, ProtocolRecorder.Progress progress) throws IOException;
    }

    LoadRun.Measured run(LoadPlan plan, Path into, OnProgress onProgress) throws Exception {
        return run(plan, connect(KEY, "1", plan), into, onProgress);
    }

    LoadRun.Measured run(LoadPlan plan, Injectors connected, Path into, OnProgress onProgress) throws Exception {
        DistributedRun[] holder = new DistributedRun[1];
        RunListener listener = new RunListener() {
            @Override
            public void protocolStarted(Protocol protocol, String transport, Duration planned) {}

            @Override
            public void progress(
                    Protocol protocol, Duration elapsed, ProtocolRecorder.Progress progress, long openConnections) {
                try {
                    onProgress.at(holder[0], progress);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }

            @Override
            public void draining(Protocol protocol) {}

            @Override
            public void notes(Protocol protocol, List<String> told) {
                notes.addAll(told);
            }
        };
        holder[0] = new DistributedRun(plan, connected, new RunDirectory(into), listener);
        return holder[0].execute();
    }

    static long logged(Path directory) throws IOException {
        long logged = 0;
        try (HistogramLogReader reader =
                new HistogramLogReader(new RunDirectory(directory).pagesLog().toFile())) {
            while (reader.hasNext()) {
                logged += ((Histogram) reader.nextIntervalHistogram()).getTotalCount();
            }
        }
        return logged;
    }

    LoadPlan plan(Arrivals arrivals, Duration duration) throws IOException {
        return plan(arrivals, duration, Duration.ZERO, Protocol.H1, target("http", server.address()));
    }

    static LoadTarget target(String scheme, InetSocketAddress address) {
        return new LoadTarget(Map.of(
                "site", new LoadTarget.Endpoint(scheme, address.getHostString(), address.getPort(), List.of(address))));
    }

    static LoadPlan plan(Arrivals arrivals, Duration duration, Duration warmUp, Protocol protocol, LoadTarget target) {
        return plan(arrivals, duration, warmUp, protocol, target, "/");
    }

    static LoadPlan plan(
            Arrivals arrivals, Duration duration, Duration warmUp, Protocol protocol, LoadTarget target, String path) {
        Scenario scenario = new Scenario(
                "test",
                "",
                List.of(new Host("site", "localhost")),
                List.of(new Page("front", "site", path, 200, OptionalLong.empty(), List.of())),
                List.of(new Visit("reader", 1, List.of("front"), Duration.ZERO)));
        return new LoadPlan(
                scenario,
                target,
                List.of(protocol),
                arrivals,
                Duration.ZERO,
                duration,
                warmUp,
                RequestLimits.DEFAULT,
                Slo.parse("page.p95<60s,errors<1%"),
                1,
                "Headroom/test");
    }
}
