/**
 * The embedded demo stack: an h1, h2 and h3 TLS front and an origin with limited workers, in this JVM.
 */
@NullMarked
package org.headroom.cli.demo;

import org.jspecify.annotations.NullMarked;
