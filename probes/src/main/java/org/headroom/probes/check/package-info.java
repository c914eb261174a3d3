/**
 * One check: all probes under one deadline, judged, looked at again where a burst could be the cause, set against what
 * was known before. May use sampling and health; knows no tier.
 */
@NullMarked
package org.headroom.probes.check;

import org.jspecify.annotations.NullMarked;
