/**
 * h3 through Netty's codec over native QUIC.
 */
@NullMarked
package org.headroom.loadgen.transport.netty;

import org.jspecify.annotations.NullMarked;
