package org.headroom.loadgen.transport;

import java.net.InetSocketAddress;
import org.headroom.loadgen.transport.decode.DecodedMeter;

/**
 * A request and what became of it. Times are {@link System#nanoTime()} values; 0 means "did not happen".
 *
 * @param sentNanos when it was handed to the transport
 * @param wireNanos when it went out on a connection that was ready: what lies before it is waiting, connecting and TLS
 * @param firstByteNanos when the response headers arrived
 * @param doneNanos when the last byte arrived, or the failure was known
 * @param connection how the connection came about
 * @param bodyBytes body bytes as transferred (before decoding)
 * @param head what the answer's headers said; {@link ResponseHead#NONE} when none came
 * @param text the decoded body when the request asked to keep it, at most {@value DecodedMeter#MOST_TEXT_BYTES}
 *     bytes of it, read as UTF-8; else empty
 * @param lookupNanos how long it waited for the lookup of its host's name, before it was sent; 0: the name was known
 */
public record Exchange(
        WebRequest request,
        long sentNanos,
        long wireNanos,
        long firstByteNanos,
        long doneNanos,
        ConnectionUse connection,
        long bodyBytes,
        ResponseHead head,
        String text,
        Outcome outcome,
        long lookupNanos) {

    /**
     * The connection under an exchange.
     *
     * @param address peer
     * @param opened whether this exchange was the first to use the connection
     * @param resumed whether that connection resumed a TLS session
     * @param connectNanos duration of the TCP connect (QUIC: of the whole handshake); 0 when reused
     * @param tlsNanos duration of the TLS handshake after TCP; 0 when reused or QUIC
     */
    public record ConnectionUse(
            InetSocketAddress address, boolean opened, boolean resumed, long connectNanos, long tlsNanos) {
        /** An existing connection, or none at all. */
        public static ConnectionUse reused(InetSocketAddress address) {
            return new ConnectionUse(address, false, false, 0, 0);
        }
    }

    /** The same, failed for that reason. */
    public Exchange failedBy(FailureKind kind, String detail) {
        return with(new Outcome.Failed(kind, detail), lookupNanos);
    }

    /** The same, which waited so long for a name. */
    public Exchange afterLookup(long nanos) {
        return with(outcome, nanos);
    }

    private Exchange with(Outcome newOutcome, long newLookupNanos) {
        return new Exchange(
                request,
                sentNanos,
                wireNanos,
                firstByteNanos,
                doneNanos,
                connection,
                bodyBytes,
                head,
                text,
                newOutcome,
                newLookupNanos);
    }

    /** Whether the answer arrived whole with that status. */
    public boolean answered(int expectedStatus) {
        return outcome instanceof Outcome.Answered answered && answered.status() == expectedStatus;
    }
}
