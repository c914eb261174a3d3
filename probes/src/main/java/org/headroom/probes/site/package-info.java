/** A page of a site as a visitor gets it from one proxy over one protocol. The fetching itself is wired in from outside. */
@NullMarked
package org.headroom.probes.site;

import org.jspecify.annotations.NullMarked;
