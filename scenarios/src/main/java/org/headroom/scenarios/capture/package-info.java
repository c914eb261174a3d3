/**
 * From a live site to a scenario: fetch, parse HTML and CSS, build the page tree. May use the model and the target room.
 */
@NullMarked
package org.headroom.scenarios.capture;

import org.jspecify.annotations.NullMarked;
