/**
 * Samples probes once a second under a deadline and names what is saturated.
 */
@NullMarked
package org.headroom.probes.sampling;

import org.jspecify.annotations.NullMarked;
