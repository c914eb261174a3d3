/**
 * What the scripts in {@code loadgen/bench} start to measure h1 and h2.
 */
@NullMarked
package org.headroom.loadgen.bench.tcp;

import org.jspecify.annotations.NullMarked;
