/**
 * The browser model: replays one page's resource tree for one visitor over a transport.
 */
@NullMarked
package org.headroom.loadgen.page;

import org.jspecify.annotations.NullMarked;
