/**
 * What probes answer, as data: readings, failures, samples, and the file format of readings. May use nothing else of
 * this module.
 */
@NullMarked
package org.headroom.probes.reading;

import org.jspecify.annotations.NullMarked;
