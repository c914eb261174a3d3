/**
 * The shadow sync engine: master docroot to shadow by rsync.
 */
@NullMarked
package org.headroom.sync;

import org.jspecify.annotations.NullMarked;
