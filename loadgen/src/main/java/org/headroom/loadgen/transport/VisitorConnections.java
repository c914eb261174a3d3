package org.headroom.loadgen.transport;

/**
 * The connections of one visitor: at most six a host on h1, one on h2 and h3, TLS sessions shared among them and
 * with nobody else.
 */
public interface VisitorConnections extends AutoCloseable {
    /** Sends a request; returns at once. Whatever happens is told to the listener. */
    void send(WebRequest request, ExchangeListener listener);

    /** Whether anything has come in over the network to which it roamed last; true when it never did. */
    default boolean arrived() {
        return true;
    }

    /** Closes every connection; exchanges under way end as {@link FailureKind#INTERRUPTED}. Idempotent. */
    @Override
    void close();
}
