/**
 * What a server's QUIC really does: a handful of connections, each with a question, and findings in plain words. May use
 * transports; knows no load.
 */
@NullMarked
package org.headroom.loadgen.quic;

import org.jspecify.annotations.NullMarked;
