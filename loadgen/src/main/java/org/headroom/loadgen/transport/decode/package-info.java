/** Undoes the content codings of bodies as they stream in. */
@NullMarked
package org.headroom.loadgen.transport.decode;

import org.jspecify.annotations.NullMarked;
