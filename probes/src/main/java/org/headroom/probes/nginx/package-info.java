/** The nginx tier. */
@NullMarked
package org.headroom.probes.nginx;

import org.jspecify.annotations.NullMarked;
