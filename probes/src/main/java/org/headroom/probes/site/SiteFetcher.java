package org.headroom.probes.site;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Fetches a page over a connection of its own. */
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
     * What is wanted.
     *
     * @param host name of the site: SNI and authority
     * @param address where to connect to
     */
    record Wanted(Protocol protocol, String host, String address, int port, String path) {}

    /** What came. */
    sealed interface Fetched {
        /** The certificates that the server showed, its own first; empty if it came to none. */
        List<X509Certificate> chain();
    }

    /**
     * An answer.
     *
     * @param headers lower-case names, first value each
     * @param bodyStart the first part of the body, at most some kilobytes, decoded as text
     */
    record Answered(
            int status,
            Map<String, String> headers,
            String bodyStart,
            Duration handshake,
            Duration total,
            List<X509Certificate> chain)
            implements Fetched {}

    /**
     * No answer.
     *
     * @param kind plain name: connect-refused, connect-timeout, tls, certificate, timeout, reset, protocol, …
     * @param detail for people
     */
    record Failed(String kind, String detail, Optional<String> certificateProblem, List<X509Certificate> chain)
            implements Fetched {}

    /** Fetches; the answer is there when {@code deadline} has passed. */
    Fetched fetch(Wanted wanted, Duration deadline);

    @Override
    void close();
}
