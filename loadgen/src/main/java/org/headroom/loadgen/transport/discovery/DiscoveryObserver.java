package org.headroom.loadgen.transport.discovery;

/** Hears how visitors find h3; called from many threads, must not block. */
public interface DiscoveryObserver {
    /** A request goes out over h2, since its visitor knows of no h3 there, or cannot use it yet. */
    void sentBeforeH3();

    /** A request goes out over h3. */
    void sentOverH3();

    /** A visitor can use h3 with a host from now on, so long after its first request to it. */
    void switchedToH3(long nanos);

    /** A site said that it answers over h3, and a visitor could not connect. */
    void h3Unreachable(String detail);
}
