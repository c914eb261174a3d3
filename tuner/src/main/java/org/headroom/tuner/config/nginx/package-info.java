/**
 * NGINX's configuration: read with its includes, and changed where it hands requests to an origin.
 */
@NullMarked
package org.headroom.tuner.config.nginx;

import org.jspecify.annotations.NullMarked;
