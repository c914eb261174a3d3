package org.headroom.loadgen.transport.tcp;

import org.headroom.loadgen.transport.Outcome;

/** A connection that has an exchange under way; the loop's thread only. */
interface Carrier {
    /** The exchange is over early: what still comes of it is ignored. */
    void abandon(TcpExchange exchange, Outcome.Failed failed);
}
