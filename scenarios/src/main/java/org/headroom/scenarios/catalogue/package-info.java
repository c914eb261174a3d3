/**
 * The scenarios that ship with Headroom, as they lie in the jar. May use the YAML room.
 */
@NullMarked
package org.headroom.scenarios.catalogue;

import org.jspecify.annotations.NullMarked;
