/** The host tier. */
@NullMarked
package org.headroom.probes.machine;

import org.jspecify.annotations.NullMarked;
