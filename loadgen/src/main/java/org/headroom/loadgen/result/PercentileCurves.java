package org.headroom.loadgen.result;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.HdrHistogram.HistogramLogReader;
import org.HdrHistogram.PercentileIterator;

/** Percentile curves per protocol from an interval log whose tags are protocol/label. */
final class PercentileCurves {
    private static final int TICKS_PER_HALF_DISTANCE = 5;
    private static final double NANOS_PER_MILLI = 1e6;

    private PercentileCurves() {}

    static Map<String, List<PercentilePoint>> read(Path log) throws IOException {
        Map<String, Histogram> sums = new TreeMap<>();
        try (HistogramLogReader reader = new HistogramLogReader(log.toFile())) {
            while (reader.hasNext()) {
                EncodableHistogram next = reader.nextIntervalHistogram();
                if (next instanceof Histogram interval && interval.getTag() != null) {
                    String protocol = interval.getTag().split("/", 2)[0];
                    sums.computeIfAbsent(protocol, _ -> new Histogram(3)).add(interval);
                }
            }
        } catch (RuntimeException e) {
            throw new IOException(log + " is not a readable histogram log: " + e.getMessage(), e);
        }
        Map<String, List<PercentilePoint>> curves = new TreeMap<>();
        sums.forEach((protocol, sum) -> curves.put(protocol, curve(sum)));
        return curves;
    }

    private static List<PercentilePoint> curve(Histogram histogram) {
        List<PercentilePoint> points = new ArrayList<>();
        PercentileIterator steps = new PercentileIterator(histogram, TICKS_PER_HALF_DISTANCE);
        while (steps.hasNext()) {
            HistogramIterationValue step = steps.next();
            points.add(new PercentilePoint(
                    step.getPercentileLevelIteratedTo(), step.getValueIteratedTo() / NANOS_PER_MILLI));
        }
        return List.copyOf(points);
    }
}
