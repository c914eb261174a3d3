/**
 * What there is to watch in a stack, and the probes for it. Knows every kind of probe; nothing of this module knows it.
 */
@NullMarked
package org.headroom.probes.watched;

import org.jspecify.annotations.NullMarked;
