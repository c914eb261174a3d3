/** The namespace tier. */
@NullMarked
package org.headroom.probes.namespace;

import org.jspecify.annotations.NullMarked;
