package org.headroom.loadgen.distributed;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.headroom.loadgen.page.LoadTarget;
import org.headroom.loadgen.page.RequestLimits;
import org.headroom.loadgen.record.IntervalSink;
import org.headroom.loadgen.record.ProtocolRecorder;
import org.headroom.loadgen.run.Arrivals;
import org.headroom.loadgen.run.LoadPlan;
import org.headroom.loadgen.run.LoadRun;
import org.headroom.loadgen.run.RunListener;
import org.headroom.loadgen.run.StartGate;
import org.headroom.loadgen.transport.Carriers;
import org.headroom.loadgen.transport.Protocol;
import org.headroom.scenarios.model.Host;
import org.headroom.scenarios.model.Page;
import org.headroom.scenarios.model.Scenario;
import org.headroom.scenarios.model.Visit;

/**
 * The first run of a JVM takes seconds to get going, which would make an agreed start late. So a fresh injector plays a
 * few pages against a port of loopback on which nobody listens, and throws away what comes out.
 */
final class Priming {
    private static final TransportSettings TRANSPORTS =
            new TransportSettings(Carriers.USUAL, false, "", Duration.ofSeconds(1));

    private Priming() {}

    static void play() throws IOException, InterruptedException {
        InetSocketAddress nobody;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = new InetSocketAddress(InetAddress.getLoopbackAddress(), free.getLocalPort());
        }
        var _ = new LoadRun(plan(nobody), TRANSPORTS::create, _ -> new Nowhere(), new Nobody(), StartGate.OPEN)
                .execute();
    }

    private static LoadPlan plan(InetSocketAddress nobody) {
        Scenario scenario = new Scenario(
                "priming",
                "",
                List.of(new Host(Host.SITE, "localhost")),
                List.of(new Page("page", Host.SITE, "/", 200, OptionalLong.empty(), List.of())),
                List.of(new Visit("visit", 1, List.of("page"), Duration.ZERO)));
        LoadTarget target = new LoadTarget(
                Map.of(Host.SITE, new LoadTarget.Endpoint("http", "localhost", nobody.getPort(), List.of(nobody))));
        return new LoadPlan(
                scenario,
                target,
                List.of(Protocol.H1),
                new Arrivals.OpenRate(20),
                Duration.ZERO,
                Duration.ofMillis(300),
                Duration.ZERO,
                RequestLimits.DEFAULT,
                List.of(),
                0,
                "");
    }

    private static final class Nowhere implements IntervalSink {
        @Override
        public void append(ProtocolRecorder recorder) {
            var _ = recorder.takeDelta();
        }

        @Override
        public void close() {}
    }

    private static final class Nobody implements RunListener {
        @Override
        public void protocolStarted(Protocol protocol, String transport, Duration planned) {}

        @Override
        public void progress(
                Protocol protocol, Duration elapsed, ProtocolRecorder.Progress progress, long openConnections) {}

        @Override
        public void draining(Protocol protocol) {}
    }
}
