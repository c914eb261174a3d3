package org.headroom.reports.chart;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.io.Serial;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.Range;

/**
 * HdrHistogram's scale: the position of a percentile is the number of nines in it, log10(1 / (1 − p)), so that the
 * tail gets as much room as the middle.
 */
final class NinesAxis extends NumberAxis {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Below one nine two more marks, for the median and the 75 %. */
    private static final double[] EARLY = {0, 50, 75};

    NinesAxis(String label, double highest) {
        super(label);
        setRange(new Range(0, highest));
    }

    /** Where a percentile (0 to 100) lies. */
    static double position(double percentile) {
        return -Math.log10(1 - percentile / 100);
    }

    @Override
    @SuppressWarnings("rawtypes") // JFreeChart's signature
    protected List refreshTicksHorizontal(Graphics2D graphics, Rectangle2D area, RectangleEdge edge) {
        var ticks = new ArrayList<NumberTick>();
        for (var percentile : EARLY) {
            ticks.add(tick(position(percentile), String.format(Locale.ROOT, "%.0f", percentile)));
        }
        for (var nines = 1; nines <= getRange().getUpperBound(); nines++) {
            ticks.add(tick(nines, nineText(nines)));
        }
        ticks.removeIf(tick -> tick.getValue() > getRange().getUpperBound());
        return ticks;
    }

    private static NumberTick tick(double position, String text) {
        return new NumberTick(position, text, TextAnchor.TOP_CENTER, TextAnchor.CENTER, 0);
    }

    private static String nineText(int nines) {
        return nines == 1 ? "90" : nines == 2 ? "99" : "99." + "9".repeat(nines - 2);
    }
}
