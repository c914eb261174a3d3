package org.headroom.loadgen.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
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

/** Opens many h2 visitors at 500 a second, lets each load two pages and stay, and prints what that takes. */
public final class ManyOpen {
    private static final long ARRIVAL_NANOS = 2_000_000;
    private static final int PAGES = 2;

    private ManyOpen() {}

    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[0]);
        int count = Integer.parseInt(arguments[1]);
        LoadTarget target = PageLoop.target(port);
        ProtocolRecorder recorder = new ProtocolRecorder(Protocol.H2, System.nanoTime(), Instant.now());
        AtomicLong failed = new AtomicLong();
        CountDownLatch loaded = new CountDownLatch(count * PAGES);
        List<Visitor> visitors = new ArrayList<>(count);
        try (Transport transport = Transports.create(
                        Protocol.H2,
                        TcpChoice.NETTY,
                        H3Choice.AUTO,
                        new TrustPolicy.Insecure(),
                        Duration.ofSeconds(30));
                ScheduledExecutorService pacer = Executors.newScheduledThreadPool(2)) {
            PageReplayer replayer = new PageReplayer(
                    target, RequestLimits.DEFAULT, recorder, pacer, System::nanoTime, "Mozilla/5.0 Headroom/bench");
            Browsers browsers = new Browsers(transport, target);
            PageTree page = new PageTree(PageLoop.page(20));
            long start = System.nanoTime();
            for (int pages = 0; pages < PAGES; pages++) {
                for (int i = 0; i < count; i++) {
                    if (pages == 0) {
                        visitors.add(browsers.open());
                    }
                    long due = start + ((long) pages * count + i) * ARRIVAL_NANOS;
                    replayer.replay(page, visitors.get(i), due, view -> {
                        failed.addAndGet(view.failure().isPresent() ? 1 : 0);
                        loaded.countDown();
                    });
                }
            }
            loaded.await();
            System.out.printf(
                    Locale.ROOT,
                    "%d visitors, %d connections open, %d pages failed, %s%n",
                    count,
                    transport.openConnections(),
                    failed.get(),
                    memory());
        }
        System.exit(0);
    }

    private static String memory() throws Exception {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS") || line.startsWith("VmHWM"))
                .map(line -> line.replaceAll("\\s+", " "))
                .sorted()
                .reduce((one, other) -> one + ", " + other)
                .orElse("");
    }
}
