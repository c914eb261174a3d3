/**
 * What the load generator itself used and lacked while it ran: CPU, garbage collection, descriptors, ports, datagrams;
 * and when that means that the figures are its own and not the target's. Knows no transport and no scenario.
 */
@NullMarked
package org.headroom.loadgen.generator;

import org.jspecify.annotations.NullMarked;
