package org.headroom.loadgen.transport;

/** Carries requests over one protocol. Safe for use by many visitors at once. */
public interface Transport extends AutoCloseable {
    /** What it speaks. */
    Protocol protocol();

    /** What does the speaking, as results name it: jetty, netty or kwik. */
    String name();

    /** Connections of a new visitor; nothing is opened until the first request. */
    VisitorConnections newVisitor();

    /** Connections open now, of all visitors. */
    long openConnections();

    /** Ends everything; exchanges under way end as {@link FailureKind#INTERRUPTED}. */
    @Override
    void close();
}
