/** The galera tier. */
@NullMarked
package org.headroom.probes.galera;

import org.jspecify.annotations.NullMarked;
