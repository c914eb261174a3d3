/**
 * Pure rules: memory and concurrency in, settings out. Each rule is one class with its formula and reason. May use the
 * plan only.
 */
@NullMarked
package org.headroom.tuner.model;

import org.jspecify.annotations.NullMarked;
