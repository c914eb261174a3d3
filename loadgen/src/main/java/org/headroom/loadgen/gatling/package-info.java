/**
 * Everything that touches Gatling's internals: injection, the page action, the simulation.
 */
@NullMarked
package org.headroom.loadgen.gatling;

import org.jspecify.annotations.NullMarked;
