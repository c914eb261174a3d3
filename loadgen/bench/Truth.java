import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.headroom.loadgen.result.Latency;
import org.headroom.loadgen.result.RunDirectory;
import org.headroom.loadgen.result.RunResult;

/**
 * Compares what a run reported with the truth, for truth.sh: {@code java -cp 'cli/target/lib/*' Truth.java RUN LOG RATE}.
 *
 * <p>The truth knows nothing of Headroom's clocks and histograms but when the run began: arrival n was due n / RATE after
 * that, and was answered when the server's own log says so; both in order.
 */
final class Truth {
    private static final double MILLI = 1e6;

    private Truth() {}

    public static void main(String[] arguments) throws IOException {
        RunResult run = new RunDirectory(Path.of(arguments[0])).read();
        Instant zero = run.timeline().getFirst().time();
        long zeroNanos = zero.getEpochSecond() * 1_000_000_000L + zero.getNano();
        double rate = Double.parseDouble(arguments[2]);
        List<long[]> log = Files.readAllLines(Path.of(arguments[1])).stream()
                .map(line -> line.split(" "))
                .map(words -> new long[] {Long.parseLong(words[0]), Long.parseLong(words[1])})
                .filter(times -> times[0] >= zeroNanos - 50_000_000L) // those before belong to the warm-up
                .sorted((a, b) -> Long.compare(a[0], b[0]))
                .toList();
        double[] millis = new double[log.size()];
        for (int i = 0; i < millis.length; i++) {
            millis[i] = (log.get(i)[1] - zeroNanos - i * 1e9 / rate) / MILLI;
        }
        java.util.Arrays.sort(millis);
        var pages = run.summary().protocols().getFirst().pages();
        Latency reported = pages.latency();
        System.out.printf(
                Locale.ROOT, "%d pages reported, %d answered by the server%n", pages.count(), millis.length);
        System.out.printf(Locale.ROOT, "%-8s %12s %12s %8s%n", "", "truth", "reported", "off by");
        boolean close = line("p50", truth(millis, 50), reported.p50())
                & line("p90", truth(millis, 90), reported.p90())
                & line("p99", truth(millis, 99), reported.p99())
                & line("p99.9", truth(millis, 99.9), reported.p999());
        Latency delay = run.summary().generator().startDelay();
        System.out.printf(
                Locale.ROOT,
                "start delay p50 %.2f p99 %.2f p99.9 %.2f max %.2f ms; generatorLimited %s%n",
                delay.p50(), delay.p99(), delay.p999(), delay.max(), run.summary().generatorLimited());
        System.exit(close && pages.count() == millis.length ? 0 : 1);
    }

    private static double truth(double[] sorted, double percentile) {
        return sorted[Math.max(0, (int) Math.ceil(percentile / 100 * sorted.length) - 1)];
    }

    private static boolean line(String name, double truth, double reported) {
        double off = (reported - truth) / truth;
        System.out.printf(Locale.ROOT, "%-8s %9.2f ms %9.2f ms %+7.2f %%%n", name, truth, reported, 100 * off);
        return Math.abs(off) <= 0.03;
    }
}
