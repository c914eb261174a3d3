/**
 * What came out of a run: immutable, written once, all that reports and the tuner read. May use nothing else of loadgen.
 */
@NullMarked
package org.headroom.loadgen.result;

import org.jspecify.annotations.NullMarked;
