package org.headroom.loadgen.transport;

import java.time.Duration;
import java.util.List;

/** Carries requests over one protocol. Safe for use by many visitors at once. */
public interface Transport extends AutoCloseable {
    /** What it speaks. */
    Protocol protocol();

    /** What does the speaking, as results name it: jetty, netty or kwik. */
    String name();

    /** Connections of a new visitor; nothing is opened until the first request. */
    VisitorConnections newVisitor();

    /** Connections of a visitor who was here before and has been away so long; what it remembers is the transport's. */
    default VisitorConnections returningVisitor(Duration away) {
        return newVisitor();
    }

    /**
     * The network of a visitor of this transport changes in the middle of things: its packets leave from elsewhere now.
     * Gives the connections to go on with: the same ones, when they carry on with everything that is under way on them;
     * else new ones, of which none is open yet. Then it is the caller's to close the old ones and to send again what was
     * under way and may be repeated: a browser does so, too.
     *
     * @param visitor what {@link #newVisitor()} or this method returned
     */
    default VisitorConnections roam(VisitorConnections visitor) {
        return newVisitor();
    }

    /** Who is told from now on of what happens beside the exchanges. */
    default void observedBy(TransportObserver observer) {}

    /** Connections open now, of all visitors. */
    long openConnections();

    /** Datagrams that were lost on this side since the start because a UDP socket's buffer was full; 0 without UDP. */
    default long udpDrops() {
        return 0;
    }

    /** What the user should know about how it could be set up here, one line each; e.g. smaller buffers than wanted. */
    default List<String> notes() {
        return List.of();
    }

    /** Ends everything; exchanges under way end as {@link FailureKind#INTERRUPTED}. */
    @Override
    void close();
}
