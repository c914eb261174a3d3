package org.headroom.reports.chart;

import java.awt.Color;
import org.headroom.tuner.plan.Plan.MemoryTable;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.Range;
import org.jfree.data.category.DefaultCategoryDataset;

/** The planned memory as one stacked bar, with the budget as a line that it must not cross. */
public final class MemoryChart {
    private static final double MEBI = 1024.0 * 1024.0;
    private static final int HEIGHT = 110;

    private MemoryChart() {}

    /** Draws at the given width. */
    public static Svg draw(MemoryTable memory, String id, int width) {
        var data = new DefaultCategoryDataset();
        var renderer = PartsChart.stacked();
        for (var i = 0; i < memory.lines().size(); i++) {
            // Two lines may have the same name, so the series is the index.
            data.addValue(memory.lines().get(i).sumBytes() / MEBI, Integer.valueOf(i), "memory");
            renderer.setSeriesPaint(i, Ink.ofPart(i).color());
        }
        var axis = ChartTheme.numbers("memory (MiB)");
        var highest = Math.max(memory.budgetBytes(), memory.totalBytes()) / MEBI;
        axis.setRange(new Range(0, Math.max(1, highest) * 1.03));
        var parts = new CategoryAxis();
        parts.setVisible(false);
        parts.setUpperMargin(0.05);
        // The label of the budget stands above the bar.
        parts.setLowerMargin(0.4);
        var plot = PartsChart.lying(data, parts, axis, renderer);
        var budget = new ValueMarker(memory.budgetBytes() / MEBI, Ink.LIMIT.color(), ChartTheme.LINE);
        budget.setLabel("budget");
        budget.setLabelFont(ChartTheme.BOLD);
        budget.setLabelPaint(Ink.TEXT.color());
        budget.setLabelBackgroundColor(new Color(0, 0, 0, 0));
        budget.setLabelAnchor(RectangleAnchor.TOP_LEFT);
        budget.setLabelTextAnchor(TextAnchor.TOP_RIGHT);
        budget.setLabelOffset(new RectangleInsets(2, 4, 2, 4));
        plot.addRangeMarker(budget, Layer.FOREGROUND);
        var chart = ChartTheme.chart(plot);
        // Room for the first and the last number under the axis.
        plot.setInsets(new RectangleInsets(2, 8, 2, 16));
        return Svg.draw(chart, id, width, HEIGHT);
    }
}
