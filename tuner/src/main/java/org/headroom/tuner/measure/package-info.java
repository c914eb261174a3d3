/**
 * Reads what the model needs: host memory, process memory, run results, readings.
 */
@NullMarked
package org.headroom.tuner.measure;

import org.jspecify.annotations.NullMarked;
