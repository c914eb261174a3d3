/**
 * Apache: {@code server-status?auto}, parsed and turned into readings.
 */
@NullMarked
package org.headroom.probes.apache;

import org.jspecify.annotations.NullMarked;
