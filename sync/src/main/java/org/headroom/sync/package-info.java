/**
 * The shadow sync engine: copies what proxies may serve from a master docroot to a shadow, by rsync, one pass at a time.
 * What goes wrong is a value in the result, never an exception. Knows nothing of stacks, daemons or schedules.
 */
@NullMarked
package org.headroom.sync;

import org.jspecify.annotations.NullMarked;
