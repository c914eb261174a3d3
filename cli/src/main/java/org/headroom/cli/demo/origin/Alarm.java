package org.headroom.cli.demo.origin;

import java.time.Duration;

/** All that the origin knows of time, so that tests can hold the clock in their hand. */
public interface Alarm {
    /** A monotonic clock, as {@link System#nanoTime()}. */
    long nanoTime();

    /** Runs the action once, after the delay; never on the calling thread. */
    void after(Duration delay, Runnable action);
}
