/**
 * The WordPress site that the lab serves: prepared once, copied for every stack; and the certificates. May use
 * {@code process}, {@code template} and {@code daemon}.
 */
@NullMarked
package org.headroom.lab.site;

import org.jspecify.annotations.NullMarked;
