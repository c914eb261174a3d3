/**
 * Visitors who change their network in mid-page, over any transport. Knows transports only by their interface.
 */
@NullMarked
package org.headroom.loadgen.transport.roaming;

import org.jspecify.annotations.NullMarked;
