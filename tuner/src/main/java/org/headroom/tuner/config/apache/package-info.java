/**
 * Apache's configuration: read as Apache reads it, and changed where it takes effect.
 */
@NullMarked
package org.headroom.tuner.config.apache;

import org.jspecify.annotations.NullMarked;
