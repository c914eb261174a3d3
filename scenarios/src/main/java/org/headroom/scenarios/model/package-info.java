/**
 * What a site's visitors do: hosts, pages with their resource trees, visits. Pure data; may use nothing but the JDK.
 */
@NullMarked
package org.headroom.scenarios.model;

import org.jspecify.annotations.NullMarked;
