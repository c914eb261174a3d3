package org.headroom.loadgen.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.headroom.loadgen.transport.kwik.KwikTransport;
import org.headroom.scenarios.endpoint.TrustManagers;
import org.headroom.scenarios.endpoint.TrustPolicy;
import org.junit.jupiter.api.Test;

final class KwikTransportTest extends H3Contract {
    @Override
    Transport create(TrustPolicy trust, Duration connectTimeout) throws IOException {
        return new KwikTransport(TrustManagers.of(trust), connectTimeout);
    }

    @Override
    boolean migrates() {
        return true;
    }

    /** Six threads a connection, and some linger while a connection drains. */
    @Override
    int visitorsInLeakTest() {
        return 60;
    }

    /** Who only waits has nothing to send; the server went on sending to where nobody was any more. */
    @Test
    void theServerHearsOfTheNewNetworkThoughThereIsNothingToSend() throws IOException {
        UdpRelay relay = closing(new UdpRelay(server().address(), NettyTestServer.RESET_TOKEN));
        try (VisitorConnections visitor = transport().newVisitor()) {
            assertAnswered(
                    send(visitor, relay.address(), "/bytes/10", Duration.ofSeconds(20))
                            .await(),
                    200);
            RecordingListener resource = send(visitor, relay.address(), "/gated/5000", Duration.ofSeconds(20));
            await().until(() -> resource.progress.contains(1000L) && relay.quietFor(Duration.ofMillis(200)));
            assertThat(relay.clients()).isEqualTo(1);

            assertThat(transport().roam(visitor)).isSameAs(visitor);

            await().until(() -> relay.clients() == 2 && visitor.arrived());
            server().openGate();
            assertAnswered(resource.await(), 200);
        }
        assertThat(server().connectionsUsed()).isEqualTo(1);
    }

    /** Kwik forgot to send the rest of what did not fit one packet, once in some twenty times. */
    @Test
    void longRequestsNeverGetStuck() {
        String form = "comment=" + "x".repeat(20_000);
        try (VisitorConnections visitor = transport().newVisitor()) {
            for (int i = 0; i < 40; i++) {
                RecordingListener listener = new RecordingListener();
                WebRequest get = request(server().address(), "/echo", Duration.ofSeconds(10));
                visitor.send(post(get, form), listener);
                assertAnswered(listener.await(), 200);
            }
        }
    }

    private static WebRequest post(WebRequest like, String form) {
        return new WebRequest(
                "POST",
                like.scheme(),
                like.host(),
                like.port(),
                like.address(),
                like.path(),
                List.of(),
                Optional.of(form),
                false,
                like.intendedNanos(),
                like.timeoutNanos());
    }

    @Test
    void closedPortsAreRefused() throws IOException {
        try (VisitorConnections visitor = transport().newVisitor()) {
            assertFailed(
                    send(visitor, closedPort(), "/", Duration.ofSeconds(10)).await(), FailureKind.CONNECT_REFUSED);
        }
    }
}
