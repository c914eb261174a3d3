/**
 * Gets a daemon's status page: over HTTP, or straight over FastCGI from a PHP-FPM socket. Knows no probe; what goes
 * wrong is a value.
 */
@NullMarked
package org.headroom.probes.fetch;

import org.jspecify.annotations.NullMarked;
