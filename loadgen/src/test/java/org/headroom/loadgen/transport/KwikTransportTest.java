package org.headroom.loadgen.transport;

import java.io.IOException;
import java.time.Duration;
import org.headroom.loadgen.transport.kwik.KwikTransport;
import org.headroom.scenarios.endpoint.TrustManagers;
import org.headroom.scenarios.endpoint.TrustPolicy;
import org.junit.jupiter.api.Test;

final class KwikTransportTest extends H3Contract {
    @Override
    Transport create(TrustPolicy trust, Duration connectTimeout) throws IOException {
        return new KwikTransport(TrustManagers.of(trust), connectTimeout);
    }

    /** Six threads a connection, and some linger while a connection drains. */
    @Override
    int visitorsInLeakTest() {
        return 60;
    }

    @Test
    void closedPortsAreRefused() throws IOException {
        try (VisitorConnections visitor = transport().newVisitor()) {
            assertFailed(
                    send(visitor, closedPort(), "/", Duration.ofSeconds(10)).await(), FailureKind.CONNECT_REFUSED);
        }
    }
}
