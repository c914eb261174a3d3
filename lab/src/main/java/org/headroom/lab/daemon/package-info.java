/**
 * One class a daemon: its configuration files, its command line, and how to tell that it is ready. May use
 * {@code process} and {@code template}.
 */
@NullMarked
package org.headroom.lab.daemon;

import org.jspecify.annotations.NullMarked;
