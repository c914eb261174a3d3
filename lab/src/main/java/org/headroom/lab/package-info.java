/**
 * Real daemons on one machine: install, start, await, look at, break, stop. {@link org.headroom.lab.LabInstaller} and
 * {@link org.headroom.lab.LabStack} are the way in; the rest of this package says what a stack is made of, and the packages
 * below know how each part is made. Touches nothing of the machine outside its own directory but Debian's packages.
 */
@NullMarked
package org.headroom.lab;

import org.jspecify.annotations.NullMarked;
