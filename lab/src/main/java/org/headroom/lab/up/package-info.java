/** The way up: what is done, in which order and how much of it at once, until a planned stack serves. */
@NullMarked
package org.headroom.lab.up;

import org.jspecify.annotations.NullMarked;
