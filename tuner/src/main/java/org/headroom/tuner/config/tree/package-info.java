/**
 * The configuration files of a host, wherever they lie: a directory here, or texts that were fetched. Links are followed
 * as the host would follow them, never out of its root. Uses nothing.
 */
@NullMarked
package org.headroom.tuner.config.tree;

import org.jspecify.annotations.NullMarked;
