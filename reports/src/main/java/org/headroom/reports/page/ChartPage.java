package org.headroom.reports.page;

import java.util.List;
import org.headroom.reports.chart.Svg;

/**
 * A chart with its name for those who cannot see it, and its data.
 *
 * @param wide for a screen or paper
 * @param narrow for a phone: drawn for it, not shrunk
 */
public record ChartPage(
        String id, String title, String description, Svg wide, Svg narrow, List<Legend> legend, Table table) {
    public ChartPage {
        legend = List.copyOf(legend);
    }

    /**
     * What a line or bar is.
     *
     * @param shape line, dash, dot or bar
     * @param ink CSS variable of the colour
     */
    public record Legend(String text, String shape, String ink) {}
}
