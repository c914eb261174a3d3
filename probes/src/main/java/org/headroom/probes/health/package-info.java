/**
 * From what was read to what it means: rules, verdicts, and the past that rates need. Pure: no I/O, no clock. May use
 * readings and the stack file.
 */
@NullMarked
package org.headroom.probes.health;

import org.jspecify.annotations.NullMarked;
