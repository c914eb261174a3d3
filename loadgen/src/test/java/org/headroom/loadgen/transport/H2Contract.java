package org.headroom.loadgen.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What every h2 transport must do in addition. */
abstract class H2Contract extends TransportContract {
    @Override
    TestServer serve(TestCertificate certificate) {
        return JettyTestServer.h2(certificate);
    }

    @Override
    int connectionsFor(int requestsAtOnce) {
        return 1;
    }

    @Override
    InetSocketAddress silent() throws IOException {
        return closing(new SilentTcp()).address();
    }

    @Test
    void aResetStreamIsToldAsSuchAndTheConnectionLivesOn() {
        try (VisitorConnections visitor = transport().newVisitor()) {
            assertFailed(send(visitor, "/reset").await(), FailureKind.STREAM_RESET);
            assertAnswered(send(visitor, "/bytes/10").await(), 200);
        }
        assertThat(server().connectionsUsed()).isEqualTo(1);
    }

    @Test
    void anotherProtocolIsReportedAsNotOffered() {
        TestServer other = closing(JettyTestServer.h1(TestCertificate.good()));
        try (VisitorConnections visitor = transport().newVisitor()) {
            assertFailed(
                    send(visitor, other.address(), "/bytes/10", Duration.ofSeconds(10))
                            .await(),
                    FailureKind.PROTOCOL_NOT_OFFERED);
        }
    }

    @Test
    void closedPortsAreRefused() throws IOException {
        try (VisitorConnections visitor = transport().newVisitor()) {
            RecordingListener listener = send(visitor, closedPort(), "/", Duration.ofSeconds(5));
            assertFailed(listener.await(), FailureKind.CONNECT_REFUSED);
        }
    }
}
