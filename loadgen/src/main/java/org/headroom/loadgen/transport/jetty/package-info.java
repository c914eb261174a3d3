/**
 * h1 and h2 through Jetty's HTTP client.
 */
@NullMarked
package org.headroom.loadgen.transport.jetty;

import org.jspecify.annotations.NullMarked;
