/**
 * The tuning plan as data: inputs, settings with reasons, memory table, files; or why there is none.
 */
@NullMarked
package org.headroom.tuner.plan;

import org.jspecify.annotations.NullMarked;
