package org.headroom.loadgen.page;

import java.util.Optional;
import org.headroom.loadgen.transport.Exchange;
import org.headroom.loadgen.transport.FailureKind;
import org.headroom.scenarios.model.ResourceKind;

/** Hears what happens to pages; called from many threads, must not block. */
public interface PageObserver {
    /** A page was due at that time. */
    void pageOffered(long intendedNanos);

    /** A page's document, due at the first time, was handed to the transport at the second. */
    void pageStarted(long intendedNanos, long startedNanos);

    /**
     * A request ended.
     *
     * @param failure why it counts as failed; empty: good
     * @param sizeDiffers a good static resource whose decoded size is not the scenario's
     */
    void requestDone(ResourceKind kind, Exchange exchange, Optional<FailureKind> failure, boolean sizeDiffers);

    /**
     * Something failed, in words for the user; told before the request that it belongs to is reported.
     *
     * @param detail never holds what visitors sent
     */
    default void failed(FailureKind kind, String detail) {}

    /** A page ended; every one of its requests was reported before. */
    void pageDone(PageView view);
}
