package org.headroom.loadgen.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.headroom.loadgen.transport.kwik.KwikTransport;
import org.headroom.scenarios.target.TrustManagers;
import org.headroom.scenarios.target.TrustPolicy;
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
    void aReusedConnectionThatDiedIsTriedOnceMore() {
        try (VisitorConnections visitor = transport().newVisitor()) {
            assertAnswered(send(visitor, "/bytes/10").await(), 200);
            RecordingListener listener = send(visitor, "/die");
            assertFailed(listener.await(), FailureKind.CONNECTION_CLOSED);
            assertThat(listener.doneCalls).hasValue(1);
        }
        assertThat(server().requests()).extracting(TestServer.Seen::path).containsExactly("/bytes/10", "/die", "/die");
    }

    @Test
    void closedPortsAreRefused() throws IOException {
        try (VisitorConnections visitor = transport().newVisitor()) {
            assertFailed(
                    send(visitor, closedPort(), "/", Duration.ofSeconds(10)).await(), FailureKind.CONNECT_REFUSED);
        }
    }
}
