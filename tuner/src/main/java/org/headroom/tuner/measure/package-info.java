/**
 * Reads what the model needs: host memory, process memory, a run and its readings; and says what it had to assume. May
 * use the model's inputs, run results and readings.
 */
@NullMarked
package org.headroom.tuner.measure;

import org.jspecify.annotations.NullMarked;
