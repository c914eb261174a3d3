/**
 * What this machine says of itself before the lab is installed: the mirror and proxy that apt uses.
 */
@NullMarked
package org.headroom.lab.install;

import org.jspecify.annotations.NullMarked;
