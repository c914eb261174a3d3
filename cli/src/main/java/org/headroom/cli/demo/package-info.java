/**
 * The embedded demo stack: an h1, h2 and h3 TLS front and an origin with limited workers, in this JVM. Wires the rooms
 * below it: {@code site} (what is served), {@code origin} (who works, who waits), {@code front} (TLS), {@code status}.
 */
@NullMarked
package org.headroom.cli.demo;

import org.jspecify.annotations.NullMarked;
