/**
 * Run directories in, one self-contained HTML file out.
 */
@NullMarked
package org.headroom.reports;

import org.jspecify.annotations.NullMarked;
