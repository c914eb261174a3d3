/**
 * What the demo serves: documents, style sheets and filler made up to the paths, kinds, sizes and inclusion trees of a
 * scenario. Pure functions of the scenario and a seed; may use the scenario model and the JDK.
 */
@NullMarked
package org.headroom.cli.demo.site;

import org.jspecify.annotations.NullMarked;
