package org.headroom.loadgen.transport;

/**
 * The connections of one visitor: at most six a host on h1, one on h2 and h3, TLS sessions shared among them and
 * with nobody else.
 */
public interface VisitorConnections extends AutoCloseable {
    /** Sends a request; returns at once. Whatever happens is told to the listener. */
    void send(WebRequest request, ExchangeListener listener);

    /** Closes every connection; exchanges under way end as {@link FailureKind#INTERRUPTED}. Idempotent. */
    @Override
    void close();
}
