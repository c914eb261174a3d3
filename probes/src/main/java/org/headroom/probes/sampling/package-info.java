/**
 * What a probe is; asks probes once a second under a deadline, carries their readings on, and names what was saturated.
 * May use the readings only.
 */
@NullMarked
package org.headroom.probes.sampling;

import org.jspecify.annotations.NullMarked;
