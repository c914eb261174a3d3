/**
 * Pure rules: memory and concurrency in, settings out.
 */
@NullMarked
package org.headroom.tuner.model;

import org.jspecify.annotations.NullMarked;
