package org.headroom.loadgen.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.headroom.scenarios.endpoint.TrustPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What every transport must do, against real servers. */
@Timeout(60)
abstract class TransportContract {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(8);

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

    private void awaitNoConnections() {
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

    @Test
    void answersCarryBytesStatusAndTimesInOrder() {
        try (VisitorConnections visitor = transport.newVisitor()) {
            RecordingListener listener = send(visitor, "/bytes/12345?ver=6.8|x");
            Exchange exchange = listener.await();
            assertAnswered(exchange, 200);
            assertThat(exchange.bodyBytes()).isEqualTo(12345);
            assertThat(listener.decodedBytes()).isEqualTo(12345);
            assertThat(exchange.sentNanos())
                    .isGreaterThanOrEqualTo(exchange.request().intendedNanos());
            assertThat(exchange.firstByteNanos()).isGreaterThanOrEqualTo(exchange.sentNanos());
            assertThat(exchange.doneNanos()).isGreaterThanOrEqualTo(exchange.firstByteNanos());
            assertThat(exchange.connection().address()).isEqualTo(server.address());
            assertThat(exchange.connection().opened()).isTrue();
            assertThat(exchange.connection().resumed()).isFalse();
            assertThat(exchange.connection().connectNanos()).isPositive();
        }
    }

    @Test
    void requestsArriveAsGivenWithNothingAdded() {
        try (VisitorConnections visitor = transport.newVisitor()) {
            assertAnswered(send(visitor, "/bytes/1?ver=1&b=%2F").await(), 200);
        }
        TestServer.Seen seen = server.requests().getFirst();
        assertThat(seen.path()).isEqualTo("/bytes/1?ver=1&b=%2F");
        assertThat(seen.authority())
                .isEqualTo(TestCertificate.HOST + ":" + server.address().getPort());
        assertThat(seen.headers())
                .filteredOn(header -> !header.startsWith("host:"))
                .containsExactly("accept-encoding: gzip", "x-marker: given");
    }

    @Test
    void aFormArrivesWholeAndItsAnswerCanBeRead() {
        String form = "comment=" + "grüße+".repeat(4000) + "&nonce=a1b2";
        RecordingListener listener = new RecordingListener();
        try (VisitorConnections visitor = transport.newVisitor()) {
            visitor.send(
                    new WebRequest(
                            "POST",
                            "https",
                            TestCertificate.HOST,
                            server.address().getPort(),
                            server.address(),
                            "/echo",
                            List.of(Map.entry("content-type", "application/x-www-form-urlencoded")),
                            Optional.of(form),
                            true,
                            System.nanoTime(),
                            Duration.ofSeconds(20).toNanos()),
                    listener);
            Exchange exchange = listener.await();
            assertAnswered(exchange, 200);
            assertThat(exchange.text()).isEqualTo(form);
        }
        assertThat(server.requests().getFirst().headers())
                .filteredOn(header -> !header.startsWith("host:"))
                .containsExactlyInAnyOrder(
                        "content-type: application/x-www-form-urlencoded",
                        "content-length: " + form.getBytes(StandardCharsets.UTF_8).length);
    }

    @Test
    void aFormIsNeverSentTwice() {
        try (VisitorConnections visitor = transport.newVisitor()) {
            assertAnswered(send(visitor, "/bytes/10").await(), 200);
            RecordingListener listener = new RecordingListener();
            WebRequest get = request(server.address(), "/die", Duration.ofSeconds(20));
            visitor.send(
                    new WebRequest(
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
                            get.timeoutNanos()),
                    listener);
            assertFailed(listener.await(), FailureKind.CONNECTION_CLOSED);
        }
        assertThat(server.requests()).extracting(TestServer.Seen::path).containsExactly("/bytes/10", "/die");
    }

    @Test
    void theHeadOfAnAnswerIsToldBeforeItsBody() {
        try (VisitorConnections visitor = transport.newVisitor()) {
            RecordingListener listener = send(visitor, "/head");
            Exchange exchange = listener.await();
            ResponseHead head = exchange.head();
            assertThat(listener.heads).containsExactly(head);
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.contentLength()).isEqualTo(5);
            assertThat(head.contentType()).isEqualTo("text/html; charset=utf-8");
            assertThat(head.directs("no-cache")).isTrue();
            assertThat(head.directs("no-store")).isFalse();
            assertThat(head.etag()).isEqualTo("\"abc\"");
            assertThat(head.lastModified()).isEqualTo("Tue, 03 Mar 2026 10:00:00 GMT");
            assertThat(head.location()).isEqualTo("/elsewhere");
            assertThat(head.altSvc()).isEqualTo("h3=\":443\"; ma=86400");
            assertThat(head.setCookies()).containsExactly("a=1; Path=/");
            assertThat(exchange.text()).isEmpty();
            assertThat(exchange.wireNanos()).isBetween(exchange.sentNanos(), exchange.firstByteNanos());
        }
    }

    @Test
    void compressedTextIsKeptDecoded() {
        try (VisitorConnections visitor = transport.newVisitor()) {
            RecordingListener listener = new RecordingListener();
            WebRequest get = request(server.address(), "/gzip/5000", Duration.ofSeconds(20));
            visitor.send(
                    new WebRequest(
                            "GET",
                            get.scheme(),
                            get.host(),
                            get.port(),
                            get.address(),
                            get.path(),
                            get.headers(),
                            Optional.empty(),
                            true,
                            get.intendedNanos(),
                            get.timeoutNanos()),
                    listener);
            assertThat(listener.await().text()).hasSize(5000);
        }
    }

    @Test
    void manyRequestsAtOnceShareTheConnectionsThatABrowserWouldOpen() {
        try (VisitorConnections visitor = transport.newVisitor()) {
            List<RecordingListener> listeners = IntStream.range(0, 40)
                    .mapToObj(i -> send(visitor, "/held?" + i))
                    .toList();
            int atOnce = connectionsFor(40);
            await().until(() ->
                    server.openConnections() == atOnce && server.requests().size() >= atOnce);
            server.openGate();
            List<Exchange> exchanges =
                    listeners.stream().map(RecordingListener::await).toList();
            assertThat(exchanges).allSatisfy(exchange -> assertAnswered(exchange, 200));
            assertThat(server.connectionsUsed()).isEqualTo(atOnce);
            assertThat(exchanges)
                    .filteredOn(exchange -> exchange.connection().opened())
                    .hasSize(atOnce);
            assertThat(transport.openConnections()).isEqualTo(atOnce);
        }
    }

    @Test
    void aLaterRequestReusesTheConnection() {
        try (VisitorConnections visitor = transport.newVisitor()) {
            assertThat(send(visitor, "/bytes/10?first").await().connection().opened())
                    .isTrue();
            Exchange second = send(visitor, "/bytes/10?second").await();
            assertThat(second.connection()).isEqualTo(Exchange.ConnectionUse.reused(server.address()));
        }
        assertThat(server.connectionsUsed()).isEqualTo(1);
    }

    @Test
    void visitorsShareNeitherConnectionsNorTlsSessions() {
        try (VisitorConnections one = transport.newVisitor();
                VisitorConnections other = transport.newVisitor()) {
            Exchange first = send(one, "/bytes/10?one").await();
            Exchange second = send(other, "/bytes/10?other").await();
            assertThat(List.of(first, second)).allSatisfy(exchange -> {
                assertThat(exchange.connection().opened()).isTrue();
                assertThat(exchange.connection().resumed()).isFalse();
            });
        }
        assertThat(server.connectionsUsed()).isEqualTo(2);
        assertThat(server.requests()).noneMatch(TestServer.Seen::resumed);
    }

    @Test
    void errorStatusesAreAnswers() {
        try (VisitorConnections visitor = transport.newVisitor()) {
            for (int status : new int[] {404, 500, 503, 301, 401}) {
                Exchange exchange = send(visitor, "/status/" + status).await();
                assertAnswered(exchange, status);
                assertThat(exchange.bodyBytes()).isZero();
            }
        }
        assertThat(server.requests()).hasSize(5);
    }

    @Test
    void progressCountsDecodedBytesAndTheExchangeTransferredOnes() {
        try (VisitorConnections visitor = transport.newVisitor()) {
            RecordingListener listener = send(visitor, "/gzip/100000");
            Exchange exchange = listener.await();
            assertAnswered(exchange, 200);
            assertThat(listener.decodedBytes()).isEqualTo(100_000);
            assertThat(listener.progress.getLast()).isEqualTo(100_000);
            assertThat(exchange.bodyBytes()).isBetween(10_000L, 90_000L);
        }
    }

    @Test
    void aBodyThatCannotBeDecodedIsAFailure() {
        try (VisitorConnections visitor = transport.newVisitor()) {
            assertFailed(send(visitor, "/garbage").await(), FailureKind.BAD_ENCODING);
        }
    }

    @Test
    void progressIsToldWhileTheBodyStreams() {
        try (VisitorConnections visitor = transport.newVisitor()) {
            RecordingListener listener = send(visitor, "/gated/5000");
            await().until(() -> listener.progress.contains(1000L));
            assertThat(listener.isDone()).isFalse();
            server.openGate();
            assertAnswered(listener.await(), 200);
            assertThat(listener.progress)
                    .isSorted()
                    .doesNotHaveDuplicates()
                    .last()
                    .isEqualTo(6000L);
        }
    }

    @Test
    void aLargeBodyArrivesWhole() {
        try (VisitorConnections visitor = transport.newVisitor()) {
            Exchange exchange = send(visitor, "/bytes/10000000").await();
            assertAnswered(exchange, 200);
            assertThat(exchange.bodyBytes()).isEqualTo(10_000_000);
        }
    }

    @Test
    void badCertificatesAreRefused() throws Exception {
        for (TestCertificate bad :
                List.of(TestCertificate.forAnotherName(), TestCertificate.expired(), TestCertificate.untrusted())) {
            try (TestServer other = serve(bad);
                    VisitorConnections visitor = transport.newVisitor()) {
                RecordingListener listener = send(visitor, other.address(), "/bytes/10", Duration.ofSeconds(10));
                assertFailed(listener.await(), FailureKind.CERTIFICATE);
                assertThat(other.requests()).isEmpty();
            }
        }
        await().untilAsserted(() -> assertThat(transport.openConnections()).isZero());
    }

    @Test
    void insecureTakesAnyCertificate() throws Exception {
        Transport insecure = closing(create(new TrustPolicy.Insecure(), CONNECT_TIMEOUT));
        for (TestCertificate bad :
                List.of(TestCertificate.forAnotherName(), TestCertificate.expired(), TestCertificate.untrusted())) {
            try (TestServer other = serve(bad);
                    VisitorConnections visitor = insecure.newVisitor()) {
                assertAnswered(
                        send(visitor, other.address(), "/bytes/10", Duration.ofSeconds(10))
                                .await(),
                        200);
            }
        }
    }

    @Test
    void aServerThatNeverAnswersEndsInTimeout() {
        try (VisitorConnections visitor = transport.newVisitor()) {
            assertAnswered(send(visitor, "/bytes/10").await(), 200);
            RecordingListener listener = send(visitor, server.address(), "/never", Duration.ofMillis(300));
            assertFailed(listener.await(), FailureKind.TIMEOUT);
            assertAnswered(send(visitor, "/bytes/10?after").await(), 200);
            assertThat(listener.doneCalls).hasValue(1);
        }
    }

    @Test
    void aConnectionThatEndsInMidBodyIsNeverASuccess() {
        try (VisitorConnections visitor = transport.newVisitor()) {
            RecordingListener listener = send(visitor, "/cut");
            assertThat(listener.await().outcome())
                    .isInstanceOfSatisfying(
                            Outcome.Failed.class,
                            failed -> assertThat(failed.kind())
                                    .isIn(FailureKind.TRUNCATED, FailureKind.CONNECTION_CLOSED));
            assertThat(listener.doneCalls).hasValue(1);
        }
    }

    @Test
    void aConnectionThatEndsInABodyOfUnknownLengthIsNeverASuccess() {
        try (VisitorConnections visitor = transport.newVisitor()) {
            assertFailed(send(visitor, "/severed").await(), FailureKind.CONNECTION_CLOSED);
        }
    }

    @Test
    void aReusedConnectionThatDiedIsTriedOnceMore() {
        try (VisitorConnections visitor = transport.newVisitor()) {
            assertAnswered(send(visitor, "/bytes/10").await(), 200);
            RecordingListener listener = send(visitor, "/die");
            assertFailed(listener.await(), FailureKind.CONNECTION_CLOSED);
            assertThat(listener.doneCalls).hasValue(1);
            assertThat(listener.await().connection().opened()).isTrue();
        }
        assertThat(server.requests()).extracting(TestServer.Seen::path).containsExactly("/bytes/10", "/die", "/die");
    }

    @Test
    void aServerThatHangsUpIsAClosedConnection() {
        try (VisitorConnections visitor = transport.newVisitor()) {
            assertFailed(send(visitor, "/die").await(), FailureKind.CONNECTION_CLOSED);
        }
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void leavingInterruptsWhatIsUnderWayExactlyOnce() {
        VisitorConnections visitor = transport.newVisitor();
        List<RecordingListener> listeners = IntStream.range(0, 20)
                .mapToObj(i -> send(visitor, i % 2 == 0 ? "/never" : "/gated/10"))
                .toList();
        await().until(() -> !server.requests().isEmpty());
        visitor.close();
        visitor.close();
        listeners.forEach(listener -> assertFailed(listener.await(), FailureKind.INTERRUPTED));
        assertFailed(send(visitor, "/bytes/10").await(), FailureKind.INTERRUPTED);
        server.openGate();
        awaitNoConnections();
        assertThat(listeners)
                .allSatisfy(listener -> assertThat(listener.doneCalls).hasValue(1));
    }

    @Test
    void closingTheTransportInterruptsEveryVisitor() {
        RecordingListener one = send(transport.newVisitor(), "/never");
        RecordingListener other = send(transport.newVisitor(), "/never");
        transport.close();
        assertFailed(one.await(), FailureKind.INTERRUPTED);
        assertFailed(other.await(), FailureKind.INTERRUPTED);
        assertThat(transport.openConnections()).isZero();
    }

    int visitorsInLeakTest() {
        return 200;
    }

    @Test
    void visitorsThatLeftLeaveNothingBehind() {
        for (int round = 0; round < visitorsInLeakTest() / 20; round++) {
            List<VisitorConnections> visitors =
                    IntStream.range(0, 20).mapToObj(i -> transport.newVisitor()).toList();
            List<RecordingListener> listeners = visitors.stream()
                    .map(visitor -> send(visitor, "/bytes/100"))
                    .toList();
            listeners.forEach(listener -> assertAnswered(listener.await(), 200));
            visitors.forEach(VisitorConnections::close);
        }
        awaitNoConnections();
        assertThat(server.connectionsUsed()).isEqualTo(visitorsInLeakTest());
    }

    @Test
    void unresolvedNamesAreToldAsSuch() {
        try (VisitorConnections visitor = transport.newVisitor()) {
            InetSocketAddress nowhere = InetSocketAddress.createUnresolved("nowhere.invalid", 443);
            assertFailed(send(visitor, nowhere, "/", Duration.ofSeconds(5)).await(), FailureKind.NAME_UNRESOLVED);
        }
    }

    /** A socket that takes a connection attempt and never answers it. */
    abstract InetSocketAddress silent() throws IOException;

    @Test
    void anAddressThatDoesNotAnswerEndsInConnectTimeout() throws IOException {
        Transport impatient = closing(create(new TrustPolicy.Insecure(), Duration.ofMillis(500)));
        try (VisitorConnections visitor = impatient.newVisitor()) {
            RecordingListener listener = send(visitor, silent(), "/bytes/10", Duration.ofSeconds(20));
            assertFailed(listener.await(), FailureKind.CONNECT_TIMEOUT);
            assertThat(TimeUnit.NANOSECONDS.toSeconds(
                            listener.await().doneNanos() - listener.await().sentNanos()))
                    .isLessThan(10);
        }
    }

    /** A port of this machine that nothing listens on. */
    final InetSocketAddress closedPort() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket tcp = new ServerSocket(0, 1, loopback);
                DatagramSocket _ = new DatagramSocket(tcp.getLocalPort(), loopback)) {
            return new InetSocketAddress(loopback, tcp.getLocalPort());
        }
    }
}
