/**
 * The database cluster: one probe a node over Connector/J, and rules that look at one node and across nodes. Connector/J
 * is known to {@link org.headroom.probes.galera.JdbcNode} and {@link org.headroom.probes.galera.NodeConnector} only.
 */
@NullMarked
package org.headroom.probes.galera;

import org.jspecify.annotations.NullMarked;
