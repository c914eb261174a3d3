package org.headroom.reports.chart;

import java.awt.Color;
import java.util.List;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Page time over percentiles, a curve per protocol; the part that rests on few samples is paler. */
public final class PercentileChart {
    private static final int PALE = 110;

    private PercentileChart() {}

    /** Draws at the given size. */
    public static Svg draw(List<PercentileCurve> curves, String id, int width, int height) {
        var highest = curves.stream()
                .mapToDouble(c -> c.points().getLast().nines())
                .max()
                .orElse(1);
        var axis = new NinesAxis("percentile of pages (each step one nine more)", Math.max(1, highest) * 1.03);
        ChartTheme.style(axis);
        var plot = ChartTheme.grid(new XYPlot(null, axis, ChartTheme.numbers("page time (ms)"), null));
        for (var curve : curves) {
            add(plot, curve);
        }
        return Svg.draw(ChartTheme.chart(plot), id, width, height);
    }

    private static void add(XYPlot plot, PercentileCurve curve) {
        var sure = new XYSeries("sure");
        var thin = new XYSeries("thin");
        PercentileCurve.Point last = null;
        for (var point : curve.points()) {
            if (point.nines() <= curve.thinFrom()) {
                sure.add(point.nines(), point.millis());
                last = point;
            } else {
                if (last != null && thin.isEmpty()) {
                    thin.add(last.nines(), last.millis());
                }
                thin.add(point.nines(), point.millis());
            }
        }
        var data = new XYSeriesCollection();
        data.addSeries(sure);
        data.addSeries(thin);
        var renderer = new XYLineAndShapeRenderer(true, false);
        ChartTheme.protocolLine(renderer, 0, curve.protocol());
        ChartTheme.protocolLine(renderer, 1, curve.protocol());
        var color = Ink.ofProtocol(curve.protocol()).color();
        renderer.setSeriesPaint(1, new Color(color.getRed(), color.getGreen(), color.getBlue(), PALE));
        var index = plot.getDatasetCount();
        plot.setDataset(index, data);
        plot.setRenderer(index, renderer);
    }
}
