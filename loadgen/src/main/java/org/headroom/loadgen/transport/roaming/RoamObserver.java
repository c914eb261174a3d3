package org.headroom.loadgen.transport.roaming;

/** Hears of visitors who roam; called from many threads, must not block. */
public interface RoamObserver {
    /** A visitor's network changed while its page was loading. */
    void roamed();

    /** The first byte came to that visitor over its new network, so long after the change. */
    void recovered(long nanos);

    /** Something failed for that visitor, and nothing came before it left. */
    void lost();
}
