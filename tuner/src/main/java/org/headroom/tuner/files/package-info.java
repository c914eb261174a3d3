/**
 * Renders a plan into the configuration files of the daemons.
 */
@NullMarked
package org.headroom.tuner.files;

import org.jspecify.annotations.NullMarked;
