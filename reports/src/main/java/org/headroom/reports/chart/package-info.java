/**
 * JFreeChart charts as inline SVG in one theme, and the data behind each of them as records.
 *
 * <p>May use the run result, readings and JFreeChart; knows nothing of HTML.
 */
@NullMarked
package org.headroom.reports.chart;

import org.jspecify.annotations.NullMarked;
