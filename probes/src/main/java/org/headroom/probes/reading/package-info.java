/**
 * One measured value of one part of the stack, and its file format. Pure data.
 */
@NullMarked
package org.headroom.probes.reading;

import org.jspecify.annotations.NullMarked;
