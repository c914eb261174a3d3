/**
 * What only a host itself can see (/proc, mounts, links, files, Gluster's command line), read by one helper program:
 * here, or over SSH with the system's {@code ssh}. Knows no probe; what goes wrong is a value.
 */
@NullMarked
package org.headroom.probes.hosts;

import org.jspecify.annotations.NullMarked;
