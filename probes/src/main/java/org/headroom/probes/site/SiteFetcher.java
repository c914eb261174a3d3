package org.headroom.probes.site;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Visits sites, each time over a connection of its own. A certificate is taken as it comes, so that one that ran out does
 * not hide what else is wrong: what to think of it says {@link #distrust}.
 */
public interface SiteFetcher extends AutoCloseable {
    /** Over what. */
    enum Protocol {
        /** HTTP/1.1 without TLS. */
        PLAIN,
        /** HTTP/1.1 over TLS. */
        H1,
        /** HTTP/2. */
        H2,
        /** HTTP/3. */
        H3
    }

    /**
     * A connection to make and what to ask on it.
     *
     * @param name the server name of the handshake
     * @param address where to connect to
     * @param requests asked one after the other; none: only the handshake, until the server has shown that it knows of it
     */
    record Visit(Protocol protocol, String name, String address, int port, List<Request> requests) {
        public Visit {
            requests = List.copyOf(requests);
        }
    }

    /** A request without a body; {@code authority} need not be the name of the handshake. */
    record Request(String method, String authority, String path) {}

    /**
     * What became of it.
     *
     * @param answers of the requests that were sent, in their order
     */
    record Visited(Handshake handshake, List<Answer> answers) {
        public Visited {
            answers = List.copyOf(answers);
        }
    }

    /** How the connection came about. */
    sealed interface Handshake {
        /**
         * It did.
         *
         * @param took TCP and TLS, or QUIC
         * @param chain the certificates that the server showed, its own first; empty without TLS
         */
        record Done(Duration took, List<X509Certificate> chain) implements Handshake {
            public Done {
                chain = List.copyOf(chain);
            }
        }

        /** It did not. */
        record Failed(Trouble trouble) implements Handshake {}
    }

    /** What came of a request. */
    sealed interface Answer {
        /**
         * A whole answer.
         *
         * @param headers lower-case names, first value each
         * @param bodyStart the first part of the body, at most some kilobytes, decoded as text
         * @param took from the request to the last byte
         */
        record Answered(int status, Map<String, String> headers, String bodyStart, Duration took) implements Answer {
            public Answered {
                headers = Map.copyOf(headers);
            }
        }

        /**
         * None, or not all of it.
         *
         * @param after how long that took
         */
        record Failed(Trouble trouble, Duration after) implements Answer {}
    }

    /**
     * What went wrong.
     *
     * @param detail for people
     */
    record Trouble(Kind kind, String detail) {
        /** What kind of thing. */
        public enum Kind {
            /** Nothing listens there. */
            REFUSED,
            /** Nothing came back in time. */
            TIMEOUT,
            /** The connection was closed in the middle of things. */
            CLOSED,
            /** The server does not know the name. */
            UNKNOWN_NAME,
            /** TLS failed for another reason. */
            TLS,
            /** The server does not speak the protocol. */
            NOT_OFFERED,
            /** It speaks it wrongly. */
            PROTOCOL,
            /** Not the server's fault. */
            OWN
        }
    }

    /**
     * How long to wait.
     *
     * @param handshake for the connection
     * @param whole for everything, the connection included
     */
    record Patience(Duration handshake, Duration whole) {}

    /** Visits; the result is there when the patience is at an end, and is never exceptional. */
    CompletableFuture<Visited> visit(Visit visit, Patience patience);

    /** Why browsers would not trust the chain, apart from the name; empty: they would. */
    Optional<String> distrust(List<X509Certificate> chain);

    @Override
    void close();
}
