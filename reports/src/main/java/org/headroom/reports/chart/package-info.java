/**
 * JFreeChart charts as inline SVG in one theme.
 */
@NullMarked
package org.headroom.reports.chart;

import org.jspecify.annotations.NullMarked;
