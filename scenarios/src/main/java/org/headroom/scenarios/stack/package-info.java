/**
 * The stack file: what machines and daemons there are, and from when on they are in trouble. May use the YAML room.
 */
@NullMarked
package org.headroom.scenarios.stack;

import org.jspecify.annotations.NullMarked;
