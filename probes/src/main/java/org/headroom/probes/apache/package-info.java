/**
 * Apache: server-status?auto.
 */
@NullMarked
package org.headroom.probes.apache;

import org.jspecify.annotations.NullMarked;
