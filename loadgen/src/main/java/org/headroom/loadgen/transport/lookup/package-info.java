/** Visitors who ask name servers for themselves, over any transport. Knows transports only by their interface. */
@NullMarked
package org.headroom.loadgen.transport.lookup;

import org.jspecify.annotations.NullMarked;
