package org.headroom.reports.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.headroom.loadgen.result.PercentilePoint;
import org.headroom.loadgen.result.RunResult;

/**
 * The page times of one protocol, ready to draw.
 *
 * @param samples pages in the distribution
 */
public record PercentileCurve(String protocol, long samples, List<Point> points) {
    /** Fewer samples than this beyond a percentile make it an anecdote. */
    public static final long ENOUGH_BEYOND = 10;

    private static final int MOST_POINTS = 60;

    public PercentileCurve {
        points = List.copyOf(points);
    }

    /**
     * A point.
     *
     * @param nines log10(1 / (1 − p)): where the point lies on the axis
     */
    public record Point(double percentile, double nines, double millis) {}

    /** One curve per protocol, in the order of the summary; protocols without a curve are left out. */
    public static List<PercentileCurve> of(RunResult result) {
        return result.summary().protocols().stream()
                .map(p ->
                        of(p.protocol(), p.pages().count(), result.pageCurves().getOrDefault(p.protocol(), List.of())))
                .filter(curve -> !curve.points().isEmpty())
                .toList();
    }

    /**
     * Of N samples the slowest stands for the last N-th, so the curve ends at 1 − 1/N: a histogram's own steps go on
     * towards 100 %, which has no place on this scale and would claim more than was seen.
     */
    static PercentileCurve of(String protocol, long samples, List<PercentilePoint> recorded) {
        var sorted = recorded.stream()
                .sorted(Comparator.comparingDouble(PercentilePoint::percentile))
                .toList();
        if (samples <= 0 || sorted.isEmpty()) {
            return new PercentileCurve(protocol, Math.max(0, samples), List.of());
        }
        var end = 100 - 100.0 / samples;
        var points = new ArrayList<Point>();
        for (var point : sorted) {
            if (point.percentile() < end) {
                points.add(point(point.percentile(), point.millis()));
            }
        }
        points.add(point(end, sorted.getLast().millis()));
        return new PercentileCurve(protocol, samples, thinned(points));
    }

    /** Where the curve passes into percentiles that rest on fewer than {@link #ENOUGH_BEYOND} samples. */
    public double thinFrom() {
        return samples <= ENOUGH_BEYOND ? 0 : Math.log10((double) samples / ENOUGH_BEYOND);
    }

    private static Point point(double percentile, double millis) {
        return new Point(percentile, NinesAxis.position(percentile), millis);
    }

    /** At most {@link #MOST_POINTS}, evenly over the axis, ends kept. */
    private static List<Point> thinned(List<Point> points) {
        if (points.size() <= MOST_POINTS) {
            return points;
        }
        var step = points.getLast().nines() / (MOST_POINTS - 2);
        var kept = new ArrayList<Point>();
        var next = 0.0;
        for (var point : points.subList(0, points.size() - 1)) {
            if (point.nines() >= next) {
                kept.add(point);
                next = (Math.floor(point.nines() / step) + 1) * step;
            }
        }
        kept.add(points.getLast());
        return kept;
    }
}
