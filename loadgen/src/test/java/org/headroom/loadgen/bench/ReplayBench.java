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
import org.headroom.loadgen.transport.Transport;
import org.headroom.loadgen.transport.Transports;
import org.headroom.scenarios.endpoint.TrustPolicy;
import org.headroom.scenarios.model.Discovery;
import org.headroom.scenarios.model.Page;
import org.headroom.scenarios.model.Resource;
import org.headroom.scenarios.model.ResourceKind;

/**
 * How much CPU the client needs for a request: visitors replay a page of small files over and over, each starting its
 * next page when one is done, with everything recorded as in a run. Started by the scripts in {@code loadgen/bench}.
 */
public final class ReplayBench {
    private static final String USAGE = "usage: ReplayBench h1|h2|h3 PORT VISITORS RESOURCES WARM-UP-REQUESTS SECONDS";

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final Protocol protocol;
    private final int port;
    private final int visitors;
    private final PageTree page;
    private volatile boolean over;

    private ReplayBench(Protocol protocol, int port, int visitors, int resources) {
        this.protocol = protocol;
        this.port = port;
        this.visitors = visitors;
        this.page = new PageTree(page(resources));
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 6) {
            throw new IllegalArgumentException(USAGE);
        }
        ReplayBench bench = new ReplayBench(
                Protocol.valueOf(arguments[0].toUpperCase(Locale.ROOT)),
                Integer.parseInt(arguments[1]),
                Integer.parseInt(arguments[2]),
                Integer.parseInt(arguments[3]));
        bench.run(Long.parseLong(arguments[4]), Long.parseLong(arguments[5]));
        System.exit(0);
    }

    private static Page page(int resources) {
        List<Resource> list = new ArrayList<>();
        for (int i = 0; i < resources; i++) {
            list.add(new Resource(
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
        return new Page("page", "site", "/1k", 200, OptionalLong.of(1024), list);
    }

    private void run(long warmUpRequests, long seconds) throws IOException, InterruptedException {
        LoadTarget target = new LoadTarget(Map.of(
                "site",
                new LoadTarget.Endpoint(
                        "https", "bench.test", port, List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)))));
        ProtocolRecorder recorder = new ProtocolRecorder(protocol, System.nanoTime(), Instant.now());
        try (Transport transport =
                        Transports.create(protocol, H3Choice.AUTO, new TrustPolicy.Insecure(), Duration.ofSeconds(10));
                ScheduledExecutorService pacer = Executors.newScheduledThreadPool(1)) {
            PageReplayer replayer = new PageReplayer(
                    target, RequestLimits.DEFAULT, recorder, pacer, System::nanoTime, "headroom-bench");
            Browsers browsers = new Browsers(transport, target);
            for (int i = 0; i < visitors; i++) {
                next(replayer, browsers.open());
            }
            while (cut(recorder, transport).count() < warmUpRequests) {
                Thread.sleep(Duration.ofSeconds(1));
            }
            measure(transport, recorder, seconds);
            over = true;
        }
    }

    private void next(PageReplayer replayer, Visitor visitor) {
        replayer.replay(page, visitor, System.nanoTime(), _ -> {
            if (!over) {
                next(replayer, visitor);
            }
        });
    }

    private void measure(Transport transport, ProtocolRecorder recorder, long seconds)
            throws InterruptedException, IOException {
        ProtocolSummary.Requests before = cut(recorder, transport);
        long cpuBefore = system.getProcessCpuTime();
        long startNanos = System.nanoTime();
        Thread.sleep(Duration.ofSeconds(seconds));
        double cpu = (system.getProcessCpuTime() - cpuBefore) / 1e9;
        double wall = (System.nanoTime() - startNanos) / 1e9;
        ProtocolSummary.Requests after = cut(recorder, transport);
        long requests = after.count() - before.count();
        System.out.printf(
                Locale.ROOT,
                "%s %s: %d visitors, %d open connections, %.0f requests/s, %.0f requests per CPU-second,"
                        + " %.2f cores, failed %d %s, UDP drops %d, RSS %s%n",
                protocol.label(),
                transport.name(),
                visitors,
                transport.openConnections(),
                requests / wall,
                requests / cpu,
                cpu / wall,
                after.failed(),
                after.failures(),
                transport.udpDrops(),
                rss());
    }

    private static ProtocolSummary.Requests cut(ProtocolRecorder recorder, Transport transport) {
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
