package org.headroom.loadgen.bench.tcp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.headroom.loadgen.page.Browsers;
import org.headroom.loadgen.page.LoadTarget;
import org.headroom.loadgen.page.PageReplayer;
import org.headroom.loadgen.page.PageTree;
import org.headroom.loadgen.page.RequestLimits;
import org.headroom.loadgen.page.Visitor;
import org.headroom.loadgen.record.ProtocolRecorder;
import org.headroom.loadgen.transport.H3Choice;
import org.headroom.loadgen.transport.Protocol;
import org.headroom.loadgen.transport.TcpChoice;
import org.headroom.loadgen.transport.Transport;
import org.headroom.loadgen.transport.Transports;
import org.headroom.scenarios.endpoint.TrustPolicy;
import org.headroom.scenarios.model.Discovery;
import org.headroom.scenarios.model.Page;
import org.headroom.scenarios.model.Resource;
import org.headroom.scenarios.model.ResourceKind;

/**
 * Visitors that replay a page over and over, each beginning anew when its page is done, recorded as in a run. Goes on
 * until it is ended from outside; whoever started it measures.
 */
public final class PageLoop {
    private static final String USAGE = "usage: PageLoop h1|h2 netty|jetty PORT VISITORS RESOURCES [PAGES-PER-VISITOR]";

    private final PageTree page;
    private final PageReplayer replayer;

    private PageLoop(PageTree page, PageReplayer replayer) {
        this.page = page;
        this.replayer = replayer;
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length < 5) {
            System.err.println(USAGE);
            System.exit(2);
        }
        Protocol protocol = Protocol.valueOf(arguments[0].toUpperCase(Locale.ROOT));
        int port = Integer.parseInt(arguments[2]);
        int visitors = Integer.parseInt(arguments[3]);
        LoadTarget target = new LoadTarget(Map.of(
                "site",
                new LoadTarget.Endpoint(
                        "https",
                        "bench.test",
                        port,
                        List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)))));
        ProtocolRecorder recorder = new ProtocolRecorder(protocol, System.nanoTime(), Instant.now());
        try (Transport transport = transport(protocol, arguments[1]);
                ScheduledExecutorService pacer = Executors.newScheduledThreadPool(2)) {
            PageReplayer replayer = new PageReplayer(
                    target, RequestLimits.DEFAULT, recorder, pacer, System::nanoTime, "Mozilla/5.0 Headroom/bench");
            PageLoop loop = new PageLoop(new PageTree(page(Integer.parseInt(arguments[4]))), replayer);
            Browsers browsers = new Browsers(transport, target);
            for (int i = 0; i < visitors; i++) {
                loop.next(browsers.open());
            }
            report(recorder, transport);
        }
    }

    private static Transport transport(Protocol protocol, String library) throws IOException {
        return Transports.create(
                protocol,
                TcpChoice.valueOf(library.toUpperCase(Locale.ROOT)),
                H3Choice.AUTO,
                new TrustPolicy.Insecure(),
                Duration.ofSeconds(10));
    }

    static Page page(int resources) {
        List<Resource> all = new ArrayList<>();
        for (int i = 0; i < resources; i++) {
            all.add(new Resource(
                    "r" + i,
                    ResourceKind.IMAGE,
                    "site",
                    "/1k?" + i,
                    Optional.empty(),
                    new Discovery.WhileStreaming(0),
                    200,
                    OptionalLong.of(1024),
                    true,
                    false));
        }
        return new Page("bench", "site", "/1k", 200, OptionalLong.empty(), all);
    }

    private void next(Visitor visitor) {
        replayer.replay(page, visitor, System.nanoTime(), _ -> next(visitor));
    }

    /** As a run does: once a second the intervals are cut. */
    private static void report(ProtocolRecorder recorder, Transport transport) throws InterruptedException {
        while (!Thread.interrupted()) {
            TimeUnit.SECONDS.sleep(1);
            recorder.cut(_ -> {}, _ -> {});
            ProtocolRecorder.Progress progress = recorder.progress();
            System.out.printf(
                    Locale.ROOT,
                    "%d pages, %d failed, p95 %.1f ms, %d connections%n",
                    progress.done(),
                    progress.failed(),
                    progress.p95Millis(),
                    transport.openConnections());
        }
    }
}
