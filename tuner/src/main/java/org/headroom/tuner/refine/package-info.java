/**
 * A bounded search by trials on the origin itself: apply, load, compare, keep the best. What it tries comes from the model, so
 * that nothing that it tries leaves the memory bound.
 */
@NullMarked
package org.headroom.tuner.refine;

import org.jspecify.annotations.NullMarked;
