/**
 * PHP-FPM pools: the status page, over HTTP or straight over FastCGI, turned into readings.
 */
@NullMarked
package org.headroom.probes.fpm;

import org.jspecify.annotations.NullMarked;
