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
 * @param failure the first failure of any of its resources; empty: a good page
 */
public record PageView(
        String page,
        long intendedNanos,
        long startedNanos,
        long endNanos,
        InetSocketAddress address,
        Optional<FailureKind> failure) {
    /** Intended start to end: what the visitor waited. */
    public long latencyNanos() {
        return Math.max(0, endNanos - intendedNanos);
    }

    /** Whether the run was stopped in the middle of it. */
    public boolean interrupted() {
        return failure.filter(kind -> kind == FailureKind.INTERRUPTED).isPresent();
    }
}
