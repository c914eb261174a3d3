package org.headroom.reports.chart;

import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.Stroke;
import java.text.NumberFormat;
import java.util.Locale;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.Axis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.text.TextUtils;
import org.jfree.chart.ui.RectangleInsets;

/** How all charts look: fonts, strokes, axes and grid in one place. */
final class ChartTheme {
    private static final int FONT_SIZE = 12;
    static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, FONT_SIZE);
    static final Font BOLD = new Font(Font.SANS_SERIF, Font.BOLD, FONT_SIZE);
    static final Stroke LINE = stroke(2f);
    static final Stroke THIN = stroke(1f);
    static final Stroke DASHED = stroke(1.2f, 5f, 4f);

    static {
        // JFreeChart would draw turned labels as outlines of this machine's font instead of text.
        TextUtils.setUseDrawRotatedStringWorkaround(false);
    }

    private ChartTheme() {}

    static JFreeChart chart(Plot plot) {
        plot.setOutlineVisible(false);
        plot.setBackgroundPaint(null);
        plot.setInsets(new RectangleInsets(6, 2, 2, 24));
        var chart = new JFreeChart(null, FONT, plot, false);
        chart.setBackgroundPaint(null);
        chart.setPadding(RectangleInsets.ZERO_INSETS);
        return chart;
    }

    static XYPlot grid(XYPlot plot) {
        plot.setBackgroundPaint(null);
        plot.setOutlineVisible(false);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        plot.setDomainGridlinePaint(Ink.GRID.color());
        plot.setRangeGridlinePaint(Ink.GRID.color());
        plot.setDomainGridlineStroke(THIN);
        plot.setRangeGridlineStroke(THIN);
        return plot;
    }

    /** An axis from zero whose numbers look alike in every locale. */
    static NumberAxis numbers(String label) {
        var axis = new NumberAxis(label);
        var format = NumberFormat.getNumberInstance(Locale.ROOT);
        axis.setNumberFormatOverride(format);
        axis.setAutoRangeIncludesZero(true);
        // Room between the numbers: a mark every line of text would be a wall of them.
        axis.setTickLabelInsets(new RectangleInsets(6, 4, 6, 4));
        style(axis);
        return axis;
    }

    static void style(Axis axis) {
        axis.setLabelFont(FONT);
        axis.setTickLabelFont(FONT);
        axis.setLabelPaint(Ink.TEXT.color());
        axis.setTickLabelPaint(Ink.TEXT.color());
        axis.setAxisLinePaint(Ink.AXIS.color());
        axis.setAxisLineStroke(THIN);
        axis.setTickMarkPaint(Ink.AXIS.color());
    }

    /** Lines without points, each protocol with a dash of its own so that colour is never the only difference. */
    static void protocolLine(XYLineAndShapeRenderer renderer, int series, String protocol) {
        renderer.setSeriesPaint(series, Ink.ofProtocol(protocol).color());
        renderer.setSeriesStroke(series, protocolStroke(protocol));
        renderer.setDrawSeriesLineAsPath(true);
    }

    static Stroke protocolStroke(String protocol) {
        return switch (protocol) {
            case "h1" -> stroke(2f, 7f, 3f);
            case "h3" -> stroke(2f, 2f, 3f);
            default -> LINE;
        };
    }

    private static Stroke stroke(float width, float... dash) {
        return dash.length == 0
                ? new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND)
                : new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1f, dash, 0f);
    }
}
