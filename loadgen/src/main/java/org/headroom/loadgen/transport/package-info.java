/**
 * Request in, exchange out: the narrow interface that h1, h2 and h3 fit. Knows no scenario.
 */
@NullMarked
package org.headroom.loadgen.transport;

import org.jspecify.annotations.NullMarked;
