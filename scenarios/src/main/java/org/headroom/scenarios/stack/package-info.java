/**
 * The stack file: what machines and daemons there are. May use the YAML room.
 */
@NullMarked
package org.headroom.scenarios.stack;

import org.jspecify.annotations.NullMarked;
