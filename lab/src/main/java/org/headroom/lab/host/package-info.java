/**
 * Hosts on one machine: each a set of namespaces (network, mounts, processes, names) over an overlay of the image, on a
 * bridge, in a memory cgroup of its own. Knows nothing of what runs in them. Only this package makes or removes
 * namespaces, links and cgroups.
 */
@NullMarked
package org.headroom.lab.host;

import org.jspecify.annotations.NullMarked;
