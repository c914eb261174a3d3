/**
 * The WordPress sites that the lab serves: prepared once with the image's programs, copied for every stack; and the
 * certificates. May use {@code process} and {@code template}.
 */
@NullMarked
package org.headroom.lab.site;

import org.jspecify.annotations.NullMarked;
