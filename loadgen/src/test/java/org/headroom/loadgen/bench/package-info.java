/**
 * What the scripts in {@code loadgen/bench} start to measure what the client costs.
 */
@NullMarked
package org.headroom.loadgen.bench;

import org.jspecify.annotations.NullMarked;
