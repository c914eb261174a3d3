/**
 * Goals such as page.p95&lt;2s: parsing and judging.
 */
@NullMarked
package org.headroom.loadgen.slo;

import org.jspecify.annotations.NullMarked;
