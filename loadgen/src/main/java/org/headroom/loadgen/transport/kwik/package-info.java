/**
 * h3 in pure Java through Kwik and Flupke, where no native library runs.
 */
@NullMarked
package org.headroom.loadgen.transport.kwik;

import org.jspecify.annotations.NullMarked;
