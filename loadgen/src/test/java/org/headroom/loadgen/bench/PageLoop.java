package org.headroom.loadgen.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.headroom.loadgen.result.ProtocolSummary;
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
 * Visitors that replay a page of small files over and over, each beginning anew when its page is done, recorded as in a
 * run. Goes on until it is ended from outside, for those who measure from there; or, told how long, measures the CPU that
 * a request takes itself.
 */
public final class PageLoop {
    private static final String USAGE =
            "usage: PageLoop h1|h2|h3 auto|netty|jetty|kwik PORT VISITORS RESOURCES [WARM-UP-REQUESTS SECONDS]";

    /** Then somebody else comes, with connections and TLS sessions of his own; 0: everybody stays for ever. */
    private static final int PAGES_A_VISIT = Integer.getInteger("headroom.bench.pages", 0);

    private final Protocol protocol;
    private final int visitors;
    private final Transport transport;
    private final ProtocolRecorder recorder;
    private volatile boolean over;

    private PageLoop(Protocol protocol, int visitors, Transport transport) {
        this.protocol = protocol;
        this.visitors = visitors;
        this.transport = transport;
        this.recorder = new ProtocolRecorder(protocol, System.nanoTime(), Instant.now());
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 5 && arguments.length != 7) {
            System.err.println(USAGE);
            System.exit(2);
        }
        Protocol protocol = Protocol.valueOf(arguments[0].toUpperCase(Locale.ROOT));
        LoadTarget target = target(Integer.parseInt(arguments[2]));
        try (Transport transport = transport(protocol, arguments[1].toUpperCase(Locale.ROOT));
                ScheduledExecutorService pacer = Executors.newScheduledThreadPool(2)) {
            PageLoop loop = new PageLoop(protocol, Integer.parseInt(arguments[3]), transport);
            PageReplayer replayer = new PageReplayer(
                    target,
                    RequestLimits.DEFAULT,
                    loop.recorder,
                    pacer,
                    System::nanoTime,
                    "Mozilla/5.0 Headroom/bench");
            loop.start(replayer, new Browsers(transport, target), new PageTree(page(Integer.parseInt(arguments[4]))));
            if (arguments.length == 5) {
                loop.report();
            } else {
                loop.measure(Long.parseLong(arguments[5]), Long.parseLong(arguments[6]));
            }
        }
        System.exit(0);
    }

    static LoadTarget target(int port) {
        return new LoadTarget(Map.of(
                "site",
                new LoadTarget.Endpoint(
                        "https",
                        "bench.test",
                        port,
                        List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)))));
    }

    private static Transport transport(Protocol protocol, String library) throws IOException {
        boolean h3 = protocol == Protocol.H3;
        return Transports.create(
                protocol,
                h3 ? TcpChoice.AUTO : TcpChoice.valueOf(library),
                h3 ? H3Choice.valueOf(library) : H3Choice.AUTO,
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

    private void start(PageReplayer replayer, Browsers browsers, PageTree page) {
        for (int i = 0; i < visitors; i++) {
            next(replayer, browsers, page, browsers.open(), 1);
        }
    }

    private void next(PageReplayer replayer, Browsers browsers, PageTree page, Visitor visitor, int number) {
        replayer.replay(page, visitor, System.nanoTime(), _ -> {
            if (over) {
                return;
            }
            if (number == PAGES_A_VISIT) {
                visitor.close();
                next(replayer, browsers, page, browsers.open(), 1);
            } else {
                next(replayer, browsers, page, visitor, number + 1);
            }
        });
    }

    /** As a run does: once a second the intervals are cut. */
    private void report() throws InterruptedException {
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

    private void measure(long warmUpRequests, long seconds) throws InterruptedException, IOException {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        while (requests().count() < warmUpRequests) {
            TimeUnit.SECONDS.sleep(1);
        }
        ProtocolSummary.Requests before = requests();
        long cpuBefore = system.getProcessCpuTime();
        long startNanos = System.nanoTime();
        for (long second = 0; second < seconds; second++) {
            TimeUnit.SECONDS.sleep(1);
            recorder.cut(_ -> {}, _ -> {});
        }
        double cpu = (system.getProcessCpuTime() - cpuBefore) / 1e9;
        double wall = (System.nanoTime() - startNanos) / 1e9;
        ProtocolSummary.Requests after = requests();
        over = true;
        long count = after.count() - before.count();
        System.out.printf(
                Locale.ROOT,
                "%s %s: %d visitors, %d open connections, %.0f requests/s, %.0f requests per CPU-second,"
                        + " %.2f cores, failed %d %s, UDP drops %d, RSS %s%n",
                protocol.label(),
                transport.name(),
                visitors,
                transport.openConnections(),
                count / wall,
                count / cpu,
                cpu / wall,
                after.failed(),
                after.failures(),
                transport.udpDrops(),
                rss());
    }

    private ProtocolSummary.Requests requests() {
        recorder.cut(_ -> {}, _ -> {});
        return recorder.summary(transport.name()).requests();
    }

    private static String rss() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024 + " MiB")
                .findFirst()
                .orElse("unknown");
    }
}
