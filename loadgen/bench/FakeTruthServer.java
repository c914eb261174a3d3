import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A fake server whose truth is known, for truth.sh: {@code java FakeTruthServer.java freeze|lognormal PORT LOG}.
 *
 * <ul>
 *   <li>{@code freeze}: every request takes 60 ms; in the last second of every ten nothing is answered at all
 *   <li>{@code lognormal}: service times are log-normal, median 80 ms, sigma 0.6
 * </ul>
 *
 * <p>LOG gets a line for every request: wall-clock nanoseconds when its handler got it and when its answer was written.
 */
final class FakeTruthServer {
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000 * MILLI;
    private static final long CYCLE = 10 * SECOND;
    private static final byte[] BODY = new byte[1024];
    /** Wall-clock time that never goes back: the JVM's monotonic clock, set once. */
    private static final long EPOCH = now(Instant.now()) - System.nanoTime();

    private FakeTruthServer() {}

    public static void main(String[] arguments) throws Exception {
        boolean freezes = arguments[0].equals("freeze");
        LinkedBlockingQueue<long[]> log = new LinkedBlockingQueue<>();
        Random random = new Random(7);
        InetAddress loopback = InetAddress.getLoopbackAddress();
        HttpServer server = HttpServer.create(new InetSocketAddress(loopback, Integer.parseInt(arguments[1])), 1024);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> answer(exchange, freezes ? 60 * MILLI : drawn(random), freezes, log));
        server.start();
        try (BufferedWriter writer = Files.newBufferedWriter(Path.of(arguments[2]))) {
            while (true) {
                long[] line = log.poll(1, TimeUnit.SECONDS);
                if (line == null) {
                    writer.flush();
                } else {
                    writer.write(line[0] + " " + line[1] + "\n");
                }
            }
        }
    }

    private static synchronized long drawn(Random random) {
        return Math.round(80 * MILLI * Math.exp(0.6 * random.nextGaussian()));
    }

    private static void answer(HttpExchange exchange, long service, boolean freezes, LinkedBlockingQueue<long[]> log)
            throws IOException {
        long got = clock();
        long due = got + service;
        if (freezes && inFreeze(due)) {
            due = due - Math.floorMod(due, CYCLE) + CYCLE;
        }
        while (clock() < due) {
            LockSupport.parkNanos(due - clock());
        }
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, BODY.length);
            exchange.getResponseBody().write(BODY);
        }
        log.add(new long[] {got, clock()});
    }

    private static boolean inFreeze(long at) {
        return Math.floorMod(at, CYCLE) >= CYCLE - SECOND;
    }

    private static long clock() {
        return EPOCH + System.nanoTime();
    }

    private static long now(Instant instant) {
        return instant.getEpochSecond() * SECOND + instant.getNano();
    }
}
