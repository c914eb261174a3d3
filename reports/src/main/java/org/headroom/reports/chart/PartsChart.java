package org.headroom.reports.chart;

import java.util.List;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.StackedBarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.category.DefaultCategoryDataset;

/** Times made of parts, a stacked bar for each. */
public final class PartsChart {
    private static final int HEIGHT_OF_BAR = 34;
    private static final int HEIGHT_OF_AXIS = 56;

    private PartsChart() {}

    /**
     * A bar.
     *
     * @param millis its parts, from the left; as many in every bar
     */
    public record Bar(String name, List<Double> millis) {
        public Bar {
            millis = List.copyOf(millis);
        }
    }

    /** Draws at the given width. */
    public static Svg draw(List<Bar> bars, String id, int width) {
        var data = new DefaultCategoryDataset();
        var renderer = stacked();
        for (var bar : bars) {
            for (var i = 0; i < bar.millis().size(); i++) {
                data.addValue(bar.millis().get(i), Integer.valueOf(i), bar.name());
                renderer.setSeriesPaint(i, Ink.ofPart(i).color());
            }
        }
        renderer.setMaximumBarWidth(0.5);
        var names = new CategoryAxis();
        ChartTheme.style(names);
        names.setAxisLineVisible(false);
        names.setTickMarksVisible(false);
        names.setLowerMargin(0.04);
        names.setUpperMargin(0.04);
        names.setCategoryMargin(0.3);
        var plot = lying(data, names, ChartTheme.numbers("ms"), renderer);
        var chart = ChartTheme.chart(plot);
        // Room for the last number under the axis.
        plot.setInsets(new RectangleInsets(2, 2, 2, 16));
        return Svg.draw(chart, id, width, HEIGHT_OF_AXIS + HEIGHT_OF_BAR * bars.size());
    }

    /** Plain bars without shadow or outline. */
    static StackedBarRenderer stacked() {
        var renderer = new StackedBarRenderer();
        renderer.setBarPainter(new StandardBarPainter());
        renderer.setShadowVisible(false);
        renderer.setDrawBarOutline(false);
        return renderer;
    }

    /** Bars from the left to the right, their axis below. */
    static CategoryPlot lying(
            DefaultCategoryDataset data, CategoryAxis names, NumberAxis axis, StackedBarRenderer renderer) {
        var plot = new CategoryPlot(data, names, axis, renderer);
        plot.setOrientation(PlotOrientation.HORIZONTAL);
        plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_RIGHT);
        plot.setRangeGridlinePaint(Ink.GRID.color());
        plot.setRangeGridlineStroke(ChartTheme.THIN);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        return plot;
    }
}
