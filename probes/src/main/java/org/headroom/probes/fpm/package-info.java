/**
 * PHP-FPM: status page over HTTP or straight over FastCGI.
 */
@NullMarked
package org.headroom.probes.fpm;

import org.jspecify.annotations.NullMarked;
