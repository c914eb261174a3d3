/** The gluster tier. */
@NullMarked
package org.headroom.probes.gluster;

import org.jspecify.annotations.NullMarked;
