package org.headroom.loadgen.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.headroom.scenarios.endpoint.TrustPolicy;
import org.junit.jupiter.api.Test;

/** What every h3 transport must do in addition. */
abstract class H3Contract extends TransportContract {
    @Override
    TestServer serve(TestCertificate certificate) {
        return NettyTestServer.h3(certificate);
    }

    @Override
    int connectionsFor(int requestsAtOnce) {
        return 1;
    }

    @Override
    InetSocketAddress silent() throws IOException {
        return (InetSocketAddress)
                closing(new DatagramSocket(0, InetAddress.getLoopbackAddress())).getLocalSocketAddress();
    }

    @Test
    void anotherProtocolIsReportedAsNotOffered() {
        TestServer other = closing(NettyTestServer.anotherProtocol(TestCertificate.good()));
        try (VisitorConnections visitor = transport().newVisitor()) {
            assertFailed(
                    send(visitor, other.address(), "/bytes/10", Duration.ofSeconds(10))
                            .await(),
                    FailureKind.PROTOCOL_NOT_OFFERED);
        }
    }

    @Test
    void closedPortsEndWithoutAConnection() throws IOException {
        Transport impatient = closing(create(new TrustPolicy.Insecure(), Duration.ofMillis(500)));
        try (VisitorConnections visitor = impatient.newVisitor()) {
            RecordingListener listener = send(visitor, closedPort(), "/", Duration.ofSeconds(10));
            assertThat(listener.await().outcome())
                    .isInstanceOfSatisfying(
                            Outcome.Failed.class,
                            failed -> assertThat(failed.kind())
                                    .isIn(FailureKind.CONNECT_REFUSED, FailureKind.CONNECT_TIMEOUT));
        }
    }

    @Test
    void aResetStreamIsToldAsSuchAndTheConnectionLivesOn() {
        try (VisitorConnections visitor = transport().newVisitor()) {
            assertFailed(send(visitor, "/reset").await(), FailureKind.STREAM_RESET);
            assertAnswered(send(visitor, "/bytes/10").await(), 200);
        }
        assertThat(server().connectionsUsed()).isEqualTo(1);
    }
}
