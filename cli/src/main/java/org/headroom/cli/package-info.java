/**
 * The way in: one class a command, the only wiring.
 */
@NullMarked
package org.headroom.cli;

import org.jspecify.annotations.NullMarked;
