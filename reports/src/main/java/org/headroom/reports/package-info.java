/**
 * Run directories in, one self-contained HTML file out.
 *
 * <p>{@link org.headroom.reports.HtmlReport} is the way in. A class for each section of the page turns records of
 * {@code loadgen.result}, {@code probes.reading} and {@code tuner.plan} into those of {@code page}.
 */
@NullMarked
package org.headroom.reports;

import org.jspecify.annotations.NullMarked;
