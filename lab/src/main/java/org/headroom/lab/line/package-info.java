/**
 * Slow and lossy lines for chosen hosts: a wire of its own between a host's interface and its bridge, carried by a
 * small process behind two TAP devices, with delay, jitter, loss, rate and a change of the host's address while
 * connections go on. {@link org.headroom.lab.line.Line} is the way in. Uses the package {@code process} and the JDK
 * only, since {@link org.headroom.lab.line.SlowLine} runs in a JVM with nothing else on its class path.
 */
@NullMarked
package org.headroom.lab.line;

import org.jspecify.annotations.NullMarked;
