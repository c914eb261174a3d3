/**
 * Records exchanges and pages into histograms, a timeline and counters while a run goes on.
 */
@NullMarked
package org.headroom.loadgen.record;

import org.jspecify.annotations.NullMarked;
