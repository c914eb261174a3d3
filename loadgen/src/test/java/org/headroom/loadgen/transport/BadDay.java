package org.headroom.loadgen.transport;

import java.util.Locale;

/** What a misbehaving server does with a request; its name is the path that asks for it. */
enum BadDay {
    /** None: five bytes, well framed. */
    FINE,
    /** The connection is reset in mid-body. */
    RESET,
    /** The server ends its half of the connection in mid-body and stays there. */
    HALF_CLOSED,
    /** One byte now and then, for ever: of the head on h1, of the body on h2, whose head comes in one piece. */
    SLOW_LORIS,
    /** Half of the announced body, then the end of the answer as far as the framing can tell. */
    SHORT_BODY,
    /** More body than announced. */
    LONG_BODY,
    /** A content-length that is no number. */
    ODD_LENGTH,
    /** A body that never ends. */
    ENDLESS,
    /** An answer with 10,000 headers. */
    MANY_HEADERS,
    /** Interim answers before the real one, trailers after it. */
    INTERIM,
    /** Bytes that are not HTTP. */
    GIBBERISH,
    /** h2: headers and some body, then nothing more of this stream, while the connection lives. */
    HALF_STREAM,
    /** h2: the stream is reset after its headers. */
    RST_STREAM,
    /** h2: the stream is refused as not looked at, the first time. */
    REFUSED,
    /** h2: goodbye; this request was not looked at; the first time. */
    GOAWAY,
    /** h2: goodbye with a complaint, and the connection closes. */
    CALM;

    static final int HEADERS = 10_000;

    String path() {
        return "/" + name().toLowerCase(Locale.ROOT);
    }

    static BadDay of(String path) {
        return valueOf(path.substring(1).toUpperCase(Locale.ROOT));
    }
}
