/**
 * When visitors arrive: pure arrival schedules. Knows no transport, no scenario.
 */
@NullMarked
package org.headroom.loadgen.schedule;

import org.jspecify.annotations.NullMarked;
