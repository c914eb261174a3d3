package org.headroom.reports.chart;

import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jfree.chart.JFreeChart;
import org.jfree.svg.SVGGraphics2D;

/**
 * A drawing without its outer element, which the page writes with the accessible name.
 *
 * @param content what stands between {@code <svg>} and {@code </svg>}
 */
public record Svg(String content, int width, int height) {
    private static final Pattern STAND_IN = Pattern.compile("rgb\\((\\d+),(\\d+),(\\d+)\\)");
    /** The page's own font is used: the drawing machine's names mean nothing to the reader's. */
    private static final Pattern FONT_FAMILY = Pattern.compile("font-family: ?[^;]*;");

    /** A report without drawings is worth more than no report: its tables hold the same figures. */
    private static final String NO_FONTS =
            "<text x='8' y='24' style='fill:var(--chart-text);font-size:12px'>Not drawn: Java found no fonts (Debian: "
                    + "fontconfig, fonts-dejavu-core).</text>"
                    + "<text x='8' y='44' style='fill:var(--chart-text);font-size:12px'>The table has the data.</text>";

    /**
     * Draws.
     *
     * @param id prefix of every id in the drawing, unique in the page
     */
    static Svg draw(JFreeChart chart, String id, int width, int height) {
        if (!MachineFonts.present()) {
            return new Svg(NO_FONTS, width, height);
        }
        var graphics = new SVGGraphics2D(width, height);
        graphics.setDefsKeyPrefix(id + "-");
        graphics.setGeomDoubleConverter(Svg::coordinate);
        graphics.setTransformDoubleConverter(Svg::coordinate);
        graphics.setFontFunction(_ -> Font.SANS_SERIF);
        chart.draw(graphics, new Rectangle2D.Double(0, 0, width, height));
        var element = graphics.getSVGElement();
        var content = element.substring(element.indexOf('>') + 1, element.lastIndexOf("</svg>"));
        return new Svg(themed(content), width, height);
    }

    private static String themed(String content) {
        var coloured = STAND_IN.matcher(content).replaceAll(match -> {
            var ink = Ink.ofStandIn(number(match.group(1)), number(match.group(2)), number(match.group(3)));
            return ink.map(i -> "var(" + i.variable() + ")").orElse(match.group());
        });
        return FONT_FAMILY.matcher(coloured).replaceAll("");
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }

    /** A tenth of a pixel is all that anybody sees; more digits would double the size of the page. */
    private static String coordinate(double value) {
        var text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
