package org.headroom.loadgen.transport;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * The connections of one visitor: at most six a host on h1, one on h2 and h3, TLS sessions shared among them and
 * with nobody else.
 */
public interface VisitorConnections extends AutoCloseable {
    /** Sends a request; returns at once. Whatever happens is told to the listener. */
    void send(WebRequest request, ExchangeListener listener);

    /**
     * Opens a connection for requests like that one, which is not sent; returns at once. A browser does so when it has
     * heard of a better way to a host.
     *
     * @param done told once: why there is none; empty when it is open, or will be opened by the first request
     */
    default void connect(WebRequest like, Consumer<Optional<Outcome.Failed>> done) {
        done.accept(Optional.empty());
    }

    /** Whether anything has come in over the network to which it roamed last; true when it never did. */
    default boolean arrived() {
        return true;
    }

    /** Closes every connection; exchanges under way end as {@link FailureKind#INTERRUPTED}. Idempotent. */
    @Override
    void close();
}
