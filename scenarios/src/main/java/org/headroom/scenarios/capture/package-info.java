/**
 * From a live site to a scenario: fetch, parse HTML and CSS, build the page tree. {@code SiteCapture} is the way in. May
 * use the model, the endpoint room, Jetty's HTTP client, jsoup and ph-css.
 */
@NullMarked
package org.headroom.scenarios.capture;

import org.jspecify.annotations.NullMarked;
