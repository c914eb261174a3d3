package org.headroom.cli.demo.origin;

/** How a request at the origin ended. */
public enum Verdict {
    /** Worked off. */
    SERVED,
    /** Apache's listen backlog was full: to the proxy, a refused connection. */
    CONNECTION_REFUSED,
    /** FPM's backlog was full: Apache answers 503. */
    BACKLOG_FULL,
    /** The origin was closed before it had answered. */
    STOPPED
}
