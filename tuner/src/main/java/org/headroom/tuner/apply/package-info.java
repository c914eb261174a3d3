/**
 * Puts files in place on a host, all of them or none, and takes them back. One Perl program does it there by itself
 * (backup, the daemons' own checks on a copy, rename, reload, journal); what is here tells it what to do, looks whether
 * all is well afterwards, and says how it ended. May use plans and the way to hosts; computes nothing.
 */
@NullMarked
package org.headroom.tuner.apply;

import org.jspecify.annotations.NullMarked;
