package org.headroom.loadgen.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.headroom.scenarios.endpoint.TrustPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a server may do to a transport: each ends as a counted failure with plain words, leaves nothing, hangs never. */
@Timeout(60)
abstract class BadDaysContract {
    static final Duration PATIENCE = Duration.ofSeconds(20);
    /** For answers that never end. */
    static final Duration SHORT = Duration.ofSeconds(1);

    @TempDir
    Path directory;

    private FakeTlsServer server;
    private Transport transport;

    abstract Transport create(TrustPolicy trust) throws IOException;

    abstract FakeTlsServer serve(TestCertificate certificate);

    @BeforeEach
    void start() throws Exception {
        server = serve(TestCertificate.good());
        transport = create(new TrustPolicy.CaFile(TestCertificate.writeAuthority(directory)));
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        await().untilAsserted(() -> {
            assertThat(transport.openConnections()).as("here").isZero();
            assertThat(server.openConnections()).as("at the server").isZero();
        });
        transport.close();
        server.close();
    }

    final FakeTlsServer server() {
        return server;
    }

    final Transport transport() {
        return transport;
    }

    /** What becomes of a request on such a day; before and after it, a fine one works for the same visitor. */
    final Exchange of(BadDay day, Duration timeout) {
        try (VisitorConnections visitor = transport.newVisitor()) {
            TransportFixture.assertAnswered(send(visitor, BadDay.FINE, PATIENCE).await(), 200);
            Exchange exchange = send(visitor, day, timeout).await();
            // Jetty may still hand out the connection that has just died.
            await().until(() -> send(visitor, BadDay.FINE, PATIENCE).await().answered(200));
            return exchange;
        }
    }

    final RecordingListener send(VisitorConnections visitor, BadDay day, Duration timeout) {
        return TransportFixture.send(visitor, server.address(), day.path(), timeout);
    }

    static void assertFailed(Exchange exchange, FailureKind... kinds) {
        assertThat(exchange.outcome()).as(exchange.toString()).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.kind()).as(failed.detail()).isIn((Object[]) kinds);
            assertThat(failed.detail()).isNotBlank();
        });
    }

    @Test
    void aResetIsAClosedConnection() {
        assertFailed(of(BadDay.RESET, PATIENCE), FailureKind.CONNECTION_CLOSED, FailureKind.TRUNCATED);
    }

    @Test
    void aHalfClosedConnectionEndsAtOnce() {
        Exchange exchange = of(BadDay.HALF_CLOSED, PATIENCE);
        assertFailed(exchange, FailureKind.TRUNCATED, FailureKind.CONNECTION_CLOSED);
    }

    @Test
    void aSlowLorisRunsIntoTheTimeout() {
        assertFailed(of(BadDay.SLOW_LORIS, SHORT), FailureKind.TIMEOUT);
    }

    @Test
    void aBodyShorterThanAnnouncedIsNeverASuccess() {
        assertFailed(of(BadDay.SHORT_BODY, Duration.ofSeconds(3)), shortBody());
    }

    /** What a transport makes of it. */
    FailureKind shortBody() {
        return FailureKind.TRUNCATED;
    }

    @Test
    void aLengthThatIsNoNumberBreaksTheProtocol() {
        assertFailed(of(BadDay.ODD_LENGTH, PATIENCE), FailureKind.PROTOCOL_ERROR);
    }

    @Test
    void anEndlessBodyRunsIntoTheTimeout() {
        Exchange exchange = of(BadDay.ENDLESS, SHORT);
        assertFailed(exchange, FailureKind.TIMEOUT);
        assertThat(exchange.bodyBytes()).isPositive();
    }

    @Test
    void tenThousandHeadersBreakTheProtocol() {
        assertFailed(of(BadDay.MANY_HEADERS, PATIENCE), FailureKind.PROTOCOL_ERROR);
    }

    @Test
    void interimAnswersAndTrailersAreNoTrouble() {
        Exchange exchange = of(BadDay.INTERIM, PATIENCE);
        TransportFixture.assertAnswered(exchange, 200);
        assertThat(exchange.bodyBytes()).isEqualTo(5);
    }

    @Test
    void gibberishBreaksTheProtocol() {
        assertFailed(of(BadDay.GIBBERISH, PATIENCE), FailureKind.PROTOCOL_ERROR);
    }

    @Test
    void anExpiredCertificateIsToldAsSuch() throws IOException {
        try (FakeTlsServer expired = serve(TestCertificate.expired());
                VisitorConnections visitor = transport.newVisitor()) {
            Exchange exchange = TransportFixture.send(visitor, expired.address(), "/fine", PATIENCE)
                    .await();
            assertFailed(exchange, FailureKind.CERTIFICATE);
            assertThat(((Outcome.Failed) exchange.outcome()).detail().toLowerCase(Locale.ROOT))
                    .contains("expired");
        }
    }

    @Test
    void aClosedPortIsRefused() throws IOException {
        InetSocketAddress closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = (InetSocketAddress) socket.getLocalSocketAddress();
        }
        try (VisitorConnections visitor = transport.newVisitor()) {
            assertFailed(TransportFixture.send(visitor, closed, "/", PATIENCE).await(), FailureKind.CONNECT_REFUSED);
        }
    }

    /** A JVM of its own, because the limit holds for a whole process. */
    final void assertThatALimitOfOpenFilesIsOursAndNotTheTargets() throws Exception {
        try (FakeTlsServer patient = serve(TestCertificate.good())) {
            Process child = new ProcessBuilder(
                            "sh",
                            "-c",
                            "ulimit -n 400 && exec \"$@\"",
                            "sh",
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "--enable-native-access=ALL-UNNAMED",
                            "--sun-misc-unsafe-memory-access=allow",
                            "-Dlogback.configurationFile=logback-test.xml",
                            "-cp",
                            System.getProperty("java.class.path"),
                            ManyVisitors.class.getName(),
                            transport.protocol().name(),
                            transport.name(),
                            Integer.toString(patient.address().getPort()))
                    .redirectError(new File("/dev/null"))
                    .start();
            String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
            List<String> kinds = said.lines().sorted().toList();
            assertThat(kinds)
                    .as(said)
                    .anyMatch(line -> line.startsWith("generator"))
                    .anyMatch(line -> line.startsWith("answered"))
                    .allMatch(line ->
                            line.startsWith("generator") || line.startsWith("answered") || line.startsWith("after"))
                    .contains("after: answered 200, 0 connections left");
        }
    }
}
