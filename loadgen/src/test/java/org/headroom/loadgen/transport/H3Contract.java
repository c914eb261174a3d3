package org.headroom.loadgen.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.headroom.scenarios.endpoint.TrustPolicy;
import org.junit.jupiter.api.Test;

/** What every h3 transport must do in addition. */
abstract class H3Contract extends MultiplexedContract {
    @Override
    TestServer serve(TestCertificate certificate) {
        return NettyTestServer.h3(certificate);
    }

    @Override
    final TestServer anotherProtocol() {
        return NettyTestServer.anotherProtocol(TestCertificate.good());
    }

    @Override
    InetSocketAddress silent() throws IOException {
        return (InetSocketAddress)
                closing(new DatagramSocket(0, InetAddress.getLoopbackAddress())).getLocalSocketAddress();
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
    void aServerOfAnotherQuicVersionIsToldAsSuchAtOnce() throws IOException {
        FakeUdpServer other = closing(FakeUdpServer.ofAnotherVersion());
        try (VisitorConnections visitor = transport().newVisitor()) {
            Exchange exchange =
                    send(visitor, other.address(), "/", Duration.ofSeconds(20)).await();
            assertFailed(exchange, FailureKind.PROTOCOL_NOT_OFFERED);
            assertThat(TimeUnit.NANOSECONDS.toSeconds(exchange.doneNanos() - exchange.sentNanos()))
                    .isLessThan(CONNECT_TIMEOUT.toSeconds());
        }
        assertThat(transport().openConnections()).isZero();
    }

    /** What an exchange under way fails by when the server knows nothing of the connection any more. */
    FailureKind afterStatelessReset() {
        return FailureKind.CONNECTION_CLOSED;
    }

    @Test
    void aServerThatForgotTheConnectionResetsIt() throws IOException {
        UdpRelay relay = closing(new UdpRelay(server().address(), NettyTestServer.RESET_TOKEN));
        try (VisitorConnections visitor = transport().newVisitor()) {
            assertAnswered(
                    send(visitor, relay.address(), "/bytes/10", Duration.ofSeconds(20))
                            .await(),
                    200);
            RecordingListener cut = send(visitor, relay.address(), "/gated/10", Duration.ofSeconds(5));
            await().until(() -> cut.progress.contains(1000L));
            relay.forget();
            RecordingListener next = send(visitor, relay.address(), "/bytes/10", Duration.ofSeconds(1));
            assertFailed(cut.await(), afterStatelessReset());
            assertThat(next.await().outcome()).isInstanceOf(Outcome.Failed.class);
        }
        await().untilAsserted(() -> assertThat(transport().openConnections()).isZero());
    }

    @Test
    void aLengthThatIsNotTheBodysIsNeverASuccess() {
        try (VisitorConnections visitor = transport().newVisitor()) {
            assertFailed(send(visitor, "/short").await(), FailureKind.TRUNCATED);
            assertFailed(send(visitor, "/long").await(), FailureKind.PROTOCOL_ERROR);
            assertAnswered(send(visitor, "/bytes/10").await(), 200);
        }
    }

    @Test
    void anEndlessBodyEndsWhenTheTimeIsUp() {
        try (VisitorConnections visitor = transport().newVisitor()) {
            assertAnswered(send(visitor, "/bytes/10?connects").await(), 200);
            RecordingListener listener = send(visitor, server().address(), "/endless", Duration.ofSeconds(4));
            assertFailed(listener.await(), FailureKind.TIMEOUT);
            assertThat(listener.await().bodyBytes()).isPositive();
            assertAnswered(send(visitor, "/bytes/10").await(), 200);
        }
        await().untilAsserted(() -> assertThat(transport().openConnections()).isZero());
    }

    @Test
    void aSlowAnswerFailsWhenTheTimeIsUpAndLaterOnesDoNot() {
        try (VisitorConnections visitor = transport().newVisitor()) {
            assertAnswered(send(visitor, "/bytes/10?connects").await(), 200);
            RecordingListener slow = send(visitor, server().address(), "/gated/10", Duration.ofSeconds(4));
            assertFailed(slow.await(), FailureKind.TIMEOUT);
            assertThat(slow.await().bodyBytes()).isEqualTo(1000);
            assertAnswered(send(visitor, "/bytes/10").await(), 200);
        }
    }

    @Test
    void tenThousandHeadersAreNoHang() {
        try (VisitorConnections visitor = transport().newVisitor()) {
            Exchange exchange = send(visitor, "/headers/10000").await();
            assertThat(exchange.outcome())
                    .as(exchange.toString())
                    .isInstanceOfAny(Outcome.Answered.class, Outcome.Failed.class);
            assertAnswered(send(visitor, "/bytes/10").await(), 200);
        }
    }
}
