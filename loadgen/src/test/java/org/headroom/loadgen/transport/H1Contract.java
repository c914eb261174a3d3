package org.headroom.loadgen.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every h1 transport must do in addition. */
abstract class H1Contract extends TransportContract {
    @Override
    TestServer serve(TestCertificate certificate) {
        return JettyTestServer.h1(certificate);
    }

    @Override
    int connectionsFor(int requestsAtOnce) {
        return Math.min(6, requestsAtOnce);
    }

    @Override
    InetSocketAddress silent() throws IOException {
        return closing(new SilentTcp()).address();
    }

    @Test
    void tlsSessionsAreResumedInsideAVisitor() {
        try (VisitorConnections visitor = transport().newVisitor()) {
            assertAnswered(send(visitor, "/last?first").await(), 200);
            await().until(() -> transport().openConnections() == 0);
            Exchange second = send(visitor, "/bytes/10?second").await();
            assertThat(second.connection().opened()).isTrue();
            assertThat(second.connection().resumed()).isTrue();
            assertThat(second.connection().tlsNanos()).isPositive();
        }
        assertThat(server().requests()).extracting(TestServer.Seen::resumed).containsExactly(false, true);
    }

    @Test
    void closedPortsAreRefused() throws IOException {
        try (VisitorConnections visitor = transport().newVisitor()) {
            InetSocketAddress closed = closedPort();
            List<RecordingListener> listeners = IntStream.range(0, 30)
                    .mapToObj(i -> send(visitor, closed, "/", Duration.ofSeconds(5)))
                    .toList();
            listeners.forEach(listener -> assertFailed(listener.await(), FailureKind.CONNECT_REFUSED));
        }
    }

    @Test
    void plainHttpWorksWithoutTls() {
        TestServer plain = closing(JettyTestServer.plain());
        RecordingListener listener = new RecordingListener();
        try (VisitorConnections visitor = transport().newVisitor()) {
            visitor.send(
                    WebRequest.get(
                            "http",
                            "site.test",
                            80,
                            plain.address(),
                            "/bytes/10",
                            List.of(Map.entry("cookie", "a=b")),
                            System.nanoTime(),
                            Duration.ofSeconds(5).toNanos()),
                    listener);
            assertAnswered(listener.await(), 200);
        }
        assertThat(plain.requests().getFirst().headers()).containsExactlyInAnyOrder("host: site.test", "cookie: a=b");
        assertThat(listener.await().connection().tlsNanos()).isZero();
    }
}
