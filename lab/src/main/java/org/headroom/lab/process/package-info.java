/**
 * Child processes by pid: run a command and read its answer, start a daemon in a session of its own, recognise it later,
 * end it. Knows /proc; knows nothing of the stack.
 */
@NullMarked
package org.headroom.lab.process;

import org.jspecify.annotations.NullMarked;
