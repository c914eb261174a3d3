/**
 * The load generator's own health: CPU, garbage collection, threads, files, scheduling delay.
 */
@NullMarked
package org.headroom.probes.generator;

import org.jspecify.annotations.NullMarked;
