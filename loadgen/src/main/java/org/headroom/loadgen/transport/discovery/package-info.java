/**
 * Visitors who find h3 as browsers do, by the Alt-Svc that a site sends over h2. Knows transports only by their
 * interface.
 */
@NullMarked
package org.headroom.loadgen.transport.discovery;

import org.jspecify.annotations.NullMarked;
