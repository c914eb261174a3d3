/**
 * Configuration as text: where a statement stands, what could not be read, and changes that leave all other bytes as they
 * are. Uses the tree only.
 */
@NullMarked
package org.headroom.tuner.config.text;

import org.jspecify.annotations.NullMarked;
