package org.headroom.loadgen.page;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.headroom.loadgen.transport.FailureKind;

/**
 * One page as one visitor saw it. Times are {@link System#nanoTime()} values.
 *
 * @param intendedNanos when it should have started
 * @param startedNanos when its document was handed to the transport
 * @param endNanos end of the last resource that the load event waits for
 * @param address of the document's host that this visitor uses
 * @param returning whether the visitor was here before and came with a warm cache
 * @param tally what it took
 * @param failure the first failure of any of its resources; empty: a good page
 */
public record PageView(
        String page,
        long intendedNanos,
        long startedNanos,
        long endNanos,
        InetSocketAddress address,
        boolean returning,
        Tally tally,
        Optional<FailureKind> failure) {
    /** A page of somebody who was never here before. */
    public PageView(
            String page,
            long intendedNanos,
            long startedNanos,
            long endNanos,
            InetSocketAddress address,
            Optional<FailureKind> failure) {
        this(page, intendedNanos, startedNanos, endNanos, address, false, Tally.NONE, failure);
    }

    /**
     * What a page took.
     *
     * @param requests sent, redirects included
     * @param notModified of them answered with 304
     * @param redirects of them answered with a redirect that was followed
     * @param fromCache resources used from the cache without a request
     * @param bytes of bodies as transferred
     */
    public record Tally(int requests, int notModified, int redirects, int fromCache, long bytes) {
        static final Tally NONE = new Tally(0, 0, 0, 0, 0);

        Tally plus(Tally other) {
            return new Tally(
                    requests + other.requests,
                    notModified + other.notModified,
                    redirects + other.redirects,
                    fromCache + other.fromCache,
                    bytes + other.bytes);
        }
    }

    /** Intended start to end: what the visitor waited. */
    public long latencyNanos() {
        return Math.max(0, endNanos - intendedNanos);
    }

    /** Whether the run was stopped in the middle of it. */
    public boolean interrupted() {
        return failure.filter(kind -> kind == FailureKind.INTERRUPTED).isPresent();
    }
}
