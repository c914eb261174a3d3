/**
 * What the lab can break, and how each break is mended. A fault is in effect when {@code inject} returns, and gone when
 * {@code clear} returns: the daemon's own tool has said so.
 */
@NullMarked
package org.headroom.lab.fault;

import org.jspecify.annotations.NullMarked;
