/**
 * Puts the rooms together: one plan in, one run directory out.
 */
@NullMarked
package org.headroom.loadgen.run;

import org.jspecify.annotations.NullMarked;
