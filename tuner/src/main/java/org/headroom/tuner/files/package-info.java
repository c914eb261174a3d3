/**
 * A plan as text: the configuration files of the daemons, tuning.json, and the diff. May use the plan
 * and the configuration that a host has.
 */
@NullMarked
package org.headroom.tuner.files;

import org.jspecify.annotations.NullMarked;
