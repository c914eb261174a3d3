/**
 * The daemons of a host: how each is started, what it lacks until it serves, and the clusters that several of them form.
 * Configuration files are already there when these start.
 */
@NullMarked
package org.headroom.lab.daemon;

import org.jspecify.annotations.NullMarked;
