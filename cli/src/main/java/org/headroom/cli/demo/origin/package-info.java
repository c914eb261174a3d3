/**
 * The demo's origin: Apache workers, PHP-FPM children and the queues before them, as a model that counts what it does.
 * Knows neither HTTP nor pages; may use nothing but the JDK.
 */
@NullMarked
package org.headroom.cli.demo.origin;

import org.jspecify.annotations.NullMarked;
