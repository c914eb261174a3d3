package org.headroom.loadgen.transport;

/** Hears what happens to visitors beside their exchanges; called from many threads, must not block. */
public interface TransportObserver {
    /** A visitor's network changed while its page was loading. */
    default void roamed() {}

    /** The first byte came to that visitor over its new network, so long after the change. */
    default void recovered(long nanos) {}

    /** Something failed for that visitor, and nothing came before it left. */
    default void lost() {}

    /** A request goes out over h2, since its visitor knows of no h3 there, or cannot use it yet. */
    default void sentBeforeH3() {}

    /** A request went over h3, which its visitor found by itself. */
    default void sentOverH3() {}

    /** A visitor can use h3 with a host from now on, so long after its first request to it. */
    default void switchedToH3(long nanos) {}

    /** A site said that it answers over h3, and a visitor could not connect. */
    default void h3Unreachable(String detail) {}
}
