package org.headroom.probes.machine;

/**
 * Another host that a host talks to.
 *
 * @param host its name
 * @param target its address and port, as the helper takes it
 * @param member whether both belong to one cluster, so that they must reach each other
 */
record Peer(String host, String target, boolean member) {}
