package org.headroom.loadgen.transport;

import java.util.Locale;

/** Why an exchange failed, in words that go into results as they are. */
public enum FailureKind {
    /** The name has no address. */
    NAME_UNRESOLVED,
    /** The port answered with a reset. */
    CONNECT_REFUSED,
    /** No connection (or no QUIC handshake) in time. */
    CONNECT_TIMEOUT,
    /** The certificate is not trusted, expired or for another name. */
    CERTIFICATE,
    /** Any other TLS failure. */
    TLS,
    /** The server does not speak the protocol asked for. */
    PROTOCOL_NOT_OFFERED,
    /** The connection was reset or closed before the answer was whole. */
    CONNECTION_CLOSED,
    /** The server refused or reset the one stream. */
    STREAM_RESET,
    /** The body ended before its announced length. */
    TRUNCATED,
    /** The answer broke the protocol. */
    PROTOCOL_ERROR,
    /** The body could not be decoded. */
    BAD_ENCODING,
    /** No complete answer within the request timeout. */
    TIMEOUT,
    /** The answer's status was not the expected one. */
    UNEXPECTED_STATUS,
    /** A redirect leads to a host that is not among the scenario's: it was not followed. */
    REDIRECT_ELSEWHERE,
    /** More than twenty redirects in a row, or one that leads nowhere. */
    REDIRECT_LOOP,
    /** The site took the form and said no: a wrong password, a stale nonce, a comment that it does not want. */
    REFUSED_BY_SITE,
    /** What a scenario takes from a page (a nonce, an id) was not on it. */
    NOT_ON_PAGE,
    /** Cut off because the run was stopped; not the target's fault. */
    INTERRUPTED,
    /** Out of descriptors, threads or the like on this side. */
    GENERATOR,
    /** Anything else; the detail says what. */
    OTHER;

    /** As written in results, e.g. {@code connect-refused}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
