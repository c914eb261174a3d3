/**
 * Real daemons on one machine: install, start, await, stop.
 */
@NullMarked
package org.headroom.lab;

import org.jspecify.annotations.NullMarked;
