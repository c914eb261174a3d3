/**
 * The demo's status pages, as Apache's mod_status and PHP-FPM write them, from the origin's own counts. On a listener
 * apart, so that they answer while the origin is full. May use the origin and Jetty's server.
 */
@NullMarked
package org.headroom.cli.demo.status;

import org.jspecify.annotations.NullMarked;
