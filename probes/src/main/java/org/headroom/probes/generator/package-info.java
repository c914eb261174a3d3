/**
 * The load generator's own health: CPU and scheduling delay.
 */
@NullMarked
package org.headroom.probes.generator;

import org.jspecify.annotations.NullMarked;
