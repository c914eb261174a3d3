package org.headroom.reports.chart;

import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.headroom.reports.chart.Timeline.Bucket;
import org.headroom.reports.chart.Timeline.Lane;
import org.headroom.reports.chart.Timeline.Phase;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.TickUnits;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.IntervalMarker;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.StandardXYBarPainter;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.chart.renderer.xy.XYItemRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.Range;
import org.jfree.data.xy.XYDataset;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Pages a second above, how full each tier was below, on one time axis. */
public final class TimelineChart {
    private static final int PAGES_HEIGHT = 210;
    private static final int LANE_HEIGHT = 74;
    private static final int AXIS_HEIGHT = 46;
    private static final int GAP = 14;

    /** More lanes than this are a wall; the rest is in the table. */
    public static final int MOST_LANES = 10;

    /** Room above the highest value for the lane's title. */
    private static final double HEAD = 1.45;

    private static final double PAGES_HEAD = 1.2;

    private final Timeline timeline;

    private TimelineChart(Timeline timeline) {
        this.timeline = timeline;
    }

    /** Draws at the given width; the height follows from the number of lanes. */
    public static Svg draw(Timeline timeline, String id, int width) {
        var lanes = timeline.lanes().stream().limit(MOST_LANES).toList();
        var height = PAGES_HEIGHT + AXIS_HEIGHT + lanes.size() * (LANE_HEIGHT + GAP);
        var plot = new TimelineChart(timeline).plot(lanes);
        return Svg.draw(ChartTheme.chart(plot), id, width, height);
    }

    private CombinedDomainXYPlot plot(List<Lane> lanes) {
        var time = new NumberAxis("time since the first page was due (min:s)");
        time.setStandardTickUnits(ElapsedFormat.units());
        time.setRange(new Range(0, timeline.seconds()));
        ChartTheme.style(time);
        var plot = new CombinedDomainXYPlot(time);
        plot.setGap(GAP);
        plot.add(pages(), PAGES_HEIGHT);
        lanes.forEach(lane -> plot.add(lane(lane), LANE_HEIGHT));
        return plot;
    }

    private XYPlot pages() {
        var axis = ChartTheme.numbers("pages per second");
        axis.setRange(new Range(0, Math.max(1, highestRate()) * PAGES_HEAD));
        var plot = ChartTheme.grid(new XYPlot(null, null, axis, null));
        plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
        phases(plot, true);
        bars(plot, values(Bucket::offered), Ink.OFFERED);
        for (var i = 0; i < timeline.series().size(); i++) {
            var index = i;
            line(plot, values(b -> b.done().get(index)), timeline.series().get(index));
        }
        bars(plot, values(Bucket::failed), Ink.FAILED);
        return plot;
    }

    private List<OptionalDouble> values(Function<Bucket, OptionalDouble> value) {
        return timeline.buckets().stream().map(value).toList();
    }

    private double highestRate() {
        return timeline.buckets().stream()
                .flatMapToDouble(b -> DoubleStream.concat(
                        b.offered().stream(), b.done().stream().flatMapToDouble(OptionalDouble::stream)))
                .max()
                .orElse(1);
    }

    private XYPlot lane(Lane lane) {
        var axis = ChartTheme.numbers("");
        var top = Math.max(1, lane.peak());
        axis.setRange(new Range(0, top * HEAD));
        if (lane.ratio()) {
            axis.setNumberFormatOverride(percent());
            axis.setStandardTickUnits(percents());
        } else {
            axis.setStandardTickUnits(NumberAxis.createIntegerTickUnits(Locale.ROOT));
        }
        var plot = ChartTheme.grid(new XYPlot(null, null, axis, null));
        plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
        phases(plot, false);
        bars(plot, lane.highest(), Ink.LANE);
        if (lane.ratio()) {
            bars(plot, full(lane), Ink.FULL);
        }
        if (lane.ratio()) {
            plot.addRangeMarker(new ValueMarker(1, Ink.LIMIT.color(), ChartTheme.DASHED), Layer.FOREGROUND);
        }
        var title = new XYTextAnnotation(lane.title(), 0.006 * timeline.seconds(), top * (1 + HEAD) / 2);
        title.setTextAnchor(TextAnchor.CENTER_LEFT);
        title.setFont(ChartTheme.BOLD);
        title.setPaint(Ink.TEXT.color());
        plot.addAnnotation(title);
        return plot;
    }

    private static NumberFormat percent() {
        return NumberFormat.getPercentInstance(Locale.ROOT);
    }

    private static List<OptionalDouble> full(Lane lane) {
        return lane.highest().stream()
                .map(v -> v.orElse(0) >= Timeline.FULL ? v : OptionalDouble.empty())
                .toList();
    }

    private static TickUnits percents() {
        var units = new TickUnits();
        units.add(new NumberTickUnit(0.5, percent()));
        units.add(new NumberTickUnit(1, percent()));
        return units;
    }

    /** Every second protocol is shaded; the topmost plot carries the names. */
    private void phases(XYPlot plot, boolean named) {
        if (!timeline.oneAfterTheOther()) {
            return;
        }
        for (var i = 0; i < timeline.phases().size(); i++) {
            var phase = timeline.phases().get(i);
            if (i % 2 == 0) {
                var band = new IntervalMarker(phase.fromSeconds(), phase.toSeconds(), Ink.BAND.color());
                band.setOutlinePaint(null);
                band.setAlpha(1f);
                plot.addDomainMarker(band, Layer.BACKGROUND);
            }
            if (named) {
                plot.addAnnotation(name(phase, plot.getRangeAxis().getUpperBound()));
            }
        }
    }

    private static XYTextAnnotation name(Phase phase, double top) {
        var middle = (phase.fromSeconds() + phase.toSeconds()) / 2.0;
        var label = new XYTextAnnotation(phase.protocol(), middle, top * 0.94);
        label.setFont(ChartTheme.BOLD);
        label.setPaint(Ink.ofProtocol(phase.protocol()).color());
        return label;
    }

    private void line(XYPlot plot, List<OptionalDouble> values, String protocol) {
        var series = new XYSeries("line");
        for (var i = 0; i < values.size(); i++) {
            series.add((i + 0.5) * timeline.bucketSeconds(), values.get(i).orElse(Double.NaN));
        }
        var renderer = new XYLineAndShapeRenderer(true, false);
        ChartTheme.protocolLine(renderer, 0, protocol);
        add(plot, new XYSeriesCollection(series), renderer);
    }

    private void bars(XYPlot plot, List<OptionalDouble> values, Ink ink) {
        var series = new XYIntervalSeries("bars");
        for (var i = 0; i < values.size(); i++) {
            var from = (double) i * timeline.bucketSeconds();
            // A little wider than the bucket: rounding to pixels must not tear gaps between bars.
            var to = from + timeline.bucketSeconds() * 1.03;
            values.get(i).ifPresent(value -> series.add((from + to) / 2, from, to, value, 0, value));
        }
        var data = new XYIntervalSeriesCollection();
        data.addSeries(series);
        var renderer = new XYBarRenderer();
        renderer.setBarPainter(new StandardXYBarPainter());
        renderer.setShadowVisible(false);
        renderer.setDrawBarOutline(false);
        renderer.setSeriesPaint(0, ink.color());
        add(plot, data, renderer);
    }

    /** JFreeChart draws neither grid nor markers unless there is a renderer 0, so indices start there. */
    private static void add(XYPlot plot, XYDataset data, XYItemRenderer renderer) {
        var index = plot.getDatasetCount();
        plot.setDataset(index, data);
        plot.setRenderer(index, renderer);
    }
}
