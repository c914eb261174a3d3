/**
 * The tuner's way in: measure, then model, then files.
 */
@NullMarked
package org.headroom.tuner;

import org.jspecify.annotations.NullMarked;
