package org.headroom.loadgen.transport.jetty;

import java.io.Serial;
import javax.net.ssl.SSLException;

/** The TLS handshake succeeded without the application protocol that we need. */
final class ProtocolNotOfferedException extends SSLException {
    @Serial
    private static final long serialVersionUID = 1L;

    ProtocolNotOfferedException(String message) {
        super(message);
    }
}
