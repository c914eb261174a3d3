package org.headroom.loadgen.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.scenarios.endpoint.TrustPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A transport and a real server to try it on. */
@Timeout(60)
abstract class TransportFixture {
    static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(8);

    @TempDir
    Path directory;

    private final List<AutoCloseable> toClose = new ArrayList<>();
    private TestServer server;
    private Transport transport;

    abstract Transport create(TrustPolicy trust, Duration connectTimeout) throws IOException;

    abstract TestServer serve(TestCertificate certificate);

    /** How many connections a visitor opens for that many requests at once. */
    abstract int connectionsFor(int requestsAtOnce);

    @BeforeEach
    void start() throws IOException, GeneralSecurityException {
        server = closing(serve(TestCertificate.good()));
        transport = closing(create(new TrustPolicy.CaFile(TestCertificate.writeAuthority(directory)), CONNECT_TIMEOUT));
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : toClose.reversed()) {
            each.close();
        }
    }

    final TestServer server() {
        return server;
    }

    final Transport transport() {
        return transport;
    }

    final <T extends AutoCloseable> T closing(T closeable) {
        toClose.add(closeable);
        return closeable;
    }

    final void awaitNoConnections() {
        await().untilAsserted(() -> {
            assertThat(transport.openConnections()).as("here").isZero();
            assertThat(server.openConnections()).as("at the server").isZero();
        });
    }

    static WebRequest request(InetSocketAddress address, String path, Duration timeout) {
        return WebRequest.get(
                "https",
                TestCertificate.HOST,
                address.getPort(),
                address,
                path,
                List.of(Map.entry("accept-encoding", "gzip"), Map.entry("x-marker", "given")),
                System.nanoTime(),
                timeout.toNanos());
    }

    /** A form to where that GET goes. */
    static WebRequest form(WebRequest get) {
        return new WebRequest(
                "POST",
                get.scheme(),
                get.host(),
                get.port(),
                get.address(),
                get.path(),
                List.of(),
                Optional.of("a=b"),
                false,
                get.intendedNanos(),
                get.timeoutNanos());
    }

    final RecordingListener send(VisitorConnections visitor, String path) {
        return send(visitor, server.address(), path, Duration.ofSeconds(20));
    }

    static RecordingListener send(VisitorConnections visitor, InetSocketAddress to, String path, Duration timeout) {
        RecordingListener listener = new RecordingListener();
        visitor.send(request(to, path, timeout), listener);
        return listener;
    }

    static void assertFailed(Exchange exchange, FailureKind kind) {
        assertThat(exchange.outcome()).as(exchange.toString()).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.kind()).as(failed.detail()).isEqualTo(kind);
            assertThat(failed.detail()).isNotBlank();
        });
    }

    static void assertAnswered(Exchange exchange, int status) {
        assertThat(exchange.outcome()).as(exchange.toString()).isEqualTo(new Outcome.Answered(status));
    }
}
