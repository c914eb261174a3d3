import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.headroom.loadgen.result.GeneratorSummary;
import org.headroom.loadgen.result.RunDirectory;
import org.headroom.loadgen.result.Summary;

/** Prints a run's start delay, and its first seconds beside the rest, for arrivals.sh and first-second.sh. */
final class StartDelay {
    private static final double MILLI = 1e6;

    private StartDelay() {}

    public static void main(String[] arguments) throws IOException {
        RunDirectory directory = new RunDirectory(Path.of(arguments[0]));
        Summary summary = directory.read().summary();
        GeneratorSummary generator = summary.generator();
        var delay = generator.startDelay();
        System.out.printf(
                Locale.ROOT,
                "start delay: p50 %.3f p90 %.3f p99 %.3f p99.9 %.3f max %.3f ms%n",
                delay.p50(), delay.p90(), delay.p99(), delay.p999(), delay.max());
        System.out.printf(
                Locale.ROOT,
                "generator: CPU mean %.2f max %.2f, machine max %.2f; %d pauses of %.1f ms, longest %.1f ms; %s%n",
                generator.cpu().mean(),
                generator.cpu().max(),
                generator.cpu().machineMax(),
                generator.gcPauses().count(),
                generator.gcPauses().total(),
                generator.gcPauses().max(),
                summary.generatorLimits());
        seconds(directory);
        System.exit(delay.p99() <= 2 && delay.p999() <= 10 ? 0 : 1);
    }

    private static void seconds(RunDirectory directory) throws IOException {
        Histogram first = new Histogram(3);
        Histogram rest = new Histogram(3);
        long begun = Long.MAX_VALUE;
        try (HistogramLogReader reader = new HistogramLogReader(directory.pagesLog().toFile())) {
            while (reader.hasNext()) {
                EncodableHistogram next = reader.nextIntervalHistogram();
                if (next instanceof Histogram interval) {
                    begun = Math.min(begun, interval.getStartTimeStamp());
                    (interval.getStartTimeStamp() < begun + 900 ? first : rest).add(interval);
                }
            }
        }
        for (var part : List.of(first, rest)) {
            System.out.printf(
                    Locale.ROOT,
                    "%s: %d pages, p50 %.2f p99 %.2f max %.2f ms%n",
                    part == first ? "first interval" : "the rest",
                    part.getTotalCount(),
                    part.getValueAtPercentile(50) / MILLI,
                    part.getValueAtPercentile(99) / MILLI,
                    part.getMaxValue() / MILLI);
        }
    }
}
