package org.headroom.loadgen.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.headroom.loadgen.transport.roaming.RoamingTransport;
import org.headroom.scenarios.endpoint.TrustPolicy;
import org.junit.jupiter.api.Test;

/** What every transport must do, against real servers. */
abstract class TransportContract extends AnswersContract {
    @Test
    void manyRequestsAtOnceShareTheConnectionsThatABrowserWouldOpen() {
        try (VisitorConnections visitor = transport().newVisitor()) {
            List<RecordingListener> listeners = IntStream.range(0, 40)
                    .mapToObj(i -> send(visitor, "/held?" + i))
                    .toList();
            int atOnce = connectionsFor(40);
            await().until(() ->
                    server().openConnections() == atOnce && server().requests().size() >= atOnce);
            server().openGate();
            List<Exchange> exchanges =
                    listeners.stream().map(RecordingListener::await).toList();
            assertThat(exchanges).allSatisfy(exchange -> assertAnswered(exchange, 200));
            assertThat(server().connectionsUsed()).isEqualTo(atOnce);
            assertThat(exchanges)
                    .filteredOn(exchange -> exchange.connection().opened())
                    .hasSize(atOnce);
            assertThat(transport().openConnections()).isEqualTo(atOnce);
        }
    }

    @Test
    void aLaterRequestReusesTheConnection() {
        try (VisitorConnections visitor = transport().newVisitor()) {
            assertThat(send(visitor, "/bytes/10?first").await().connection().opened())
                    .isTrue();
            Exchange second = send(visitor, "/bytes/10?second").await();
            assertThat(second.connection()).isEqualTo(Exchange.ConnectionUse.reused(server().address()));
        }
        assertThat(server().connectionsUsed()).isEqualTo(1);
    }

    @Test
    void visitorsShareNeitherConnectionsNorTlsSessions() {
        try (VisitorConnections one = transport().newVisitor();
                VisitorConnections other = transport().newVisitor()) {
            Exchange first = send(one, "/bytes/10?one").await();
            Exchange second = send(other, "/bytes/10?other").await();
            assertThat(List.of(first, second)).allSatisfy(exchange -> {
                assertThat(exchange.connection().opened()).isTrue();
                assertThat(exchange.connection().resumed()).isFalse();
            });
        }
        assertThat(server().connectionsUsed()).isEqualTo(2);
        assertThat(server().requests()).noneMatch(TestServer.Seen::resumed);
    }

    @Test
    void badCertificatesAreRefused() throws Exception {
        for (TestCertificate bad :
                List.of(TestCertificate.forAnotherName(), TestCertificate.expired(), TestCertificate.untrusted())) {
            try (TestServer other = serve(bad);
                    VisitorConnections visitor = transport().newVisitor()) {
                RecordingListener listener = send(visitor, other.address(), "/bytes/10", Duration.ofSeconds(10));
                assertFailed(listener.await(), FailureKind.CERTIFICATE);
                assertThat(other.requests()).isEmpty();
            }
        }
        await().untilAsserted(() -> assertThat(transport().openConnections()).isZero());
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
        try (VisitorConnections visitor = transport().newVisitor()) {
            assertAnswered(send(visitor, "/bytes/10").await(), 200);
            RecordingListener listener = send(visitor, server().address(), "/never", Duration.ofMillis(300));
            assertFailed(listener.await(), FailureKind.TIMEOUT);
            assertAnswered(send(visitor, "/bytes/10?after").await(), 200);
            assertThat(listener.doneCalls).hasValue(1);
        }
    }

    @Test
    void aConnectionThatEndsInMidBodyIsNeverASuccess() {
        try (VisitorConnections visitor = transport().newVisitor()) {
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
        try (VisitorConnections visitor = transport().newVisitor()) {
            assertFailed(send(visitor, "/severed").await(), FailureKind.CONNECTION_CLOSED);
        }
    }

    @Test
    void aReusedConnectionThatDiedIsTriedOnceMore() {
        try (VisitorConnections visitor = transport().newVisitor()) {
            assertAnswered(send(visitor, "/bytes/10").await(), 200);
            RecordingListener listener = send(visitor, "/die");
            assertFailed(listener.await(), FailureKind.CONNECTION_CLOSED);
            assertThat(listener.doneCalls).hasValue(1);
            assertThat(listener.await().connection().opened()).isTrue();
        }
        assertThat(server().requests()).extracting(TestServer.Seen::path).containsExactly("/bytes/10", "/die", "/die");
    }

    @Test
    void aServerThatHangsUpIsAClosedConnection() {
        try (VisitorConnections visitor = transport().newVisitor()) {
            assertFailed(send(visitor, "/die").await(), FailureKind.CONNECTION_CLOSED);
        }
        assertThat(server().requests()).hasSize(1);
    }

    @Test
    void leavingInterruptsWhatIsUnderWayExactlyOnce() {
        VisitorConnections visitor = transport().newVisitor();
        List<RecordingListener> listeners = IntStream.range(0, 20)
                .mapToObj(i -> send(visitor, i % 2 == 0 ? "/never" : "/gated/10"))
                .toList();
        await().until(() -> !server().requests().isEmpty());
        visitor.close();
        visitor.close();
        listeners.forEach(listener -> assertFailed(listener.await(), FailureKind.INTERRUPTED));
        assertFailed(send(visitor, "/bytes/10").await(), FailureKind.INTERRUPTED);
        server().openGate();
        awaitNoConnections();
        assertThat(listeners)
                .allSatisfy(listener -> assertThat(listener.doneCalls).hasValue(1));
    }

    @Test
    void closingTheTransportInterruptsEveryVisitor() {
        RecordingListener one = send(transport().newVisitor(), "/never");
        RecordingListener other = send(transport().newVisitor(), "/never");
        transport().close();
        assertFailed(one.await(), FailureKind.INTERRUPTED);
        assertFailed(other.await(), FailureKind.INTERRUPTED);
        assertThat(transport().openConnections()).isZero();
    }

    int visitorsInLeakTest() {
        return 200;
    }

    @Test
    void visitorsThatLeftLeaveNothingBehind() {
        for (int round = 0; round < visitorsInLeakTest() / 20; round++) {
            List<VisitorConnections> visitors = IntStream.range(0, 20)
                    .mapToObj(i -> transport().newVisitor())
                    .toList();
            List<RecordingListener> listeners = visitors.stream()
                    .map(visitor -> send(visitor, "/bytes/100"))
                    .toList();
            listeners.forEach(listener -> assertAnswered(listener.await(), 200));
            visitors.forEach(VisitorConnections::close);
        }
        awaitNoConnections();
        assertThat(server().connectionsUsed()).isEqualTo(visitorsInLeakTest());
    }

    @Test
    void unresolvedNamesAreToldAsSuch() {
        try (VisitorConnections visitor = transport().newVisitor()) {
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

    /** Whether connections carry on when the visitor's network changes. */
    boolean migrates() {
        return false;
    }

    @Test
    void aRoamingVisitorGetsItsAnswersOverTheNewNetwork() {
        Roams roams = new Roams();
        RoamingTransport roaming = new RoamingTransport(transport(), Optional.empty(), 1, 10);
        roaming.observedBy(roams);
        try (VisitorConnections visitor = roaming.newVisitor()) {
            assertAnswered(send(visitor, "/bytes/10?document").await(), 200);
            RecordingListener resource = send(visitor, "/gated/5000");
            await().until(() -> resource.progress.contains(1000L));
            server().openGate();
            assertAnswered(resource.await(), 200);
            assertThat(resource.heads).hasSize(1);
            assertThat(resource.progress).isSorted().doesNotHaveDuplicates();
            await().untilAsserted(() -> assertThat(roams.recovered).hasSize(1));
            assertThat(roams.recovered.getFirst()).isPositive();
            assertAnswered(send(visitor, "/bytes/10?later").await(), 200);
        }
        assertThat(roams.roamed).hasValue(1);
        assertThat(roams.lost).hasValue(0);
        assertThat(server().connectionsUsed()).isEqualTo(migrates() ? 1 : 2);
        awaitNoConnections();
    }

    /** Remembers who roamed. */
    static final class Roams implements TransportObserver {
        final AtomicInteger roamed = new AtomicInteger();
        final AtomicInteger lost = new AtomicInteger();
        final List<Long> recovered = new CopyOnWriteArrayList<>();

        @Override
        public void roamed() {
            roamed.incrementAndGet();
        }

        @Override
        public void recovered(long nanos) {
            recovered.add(nanos);
        }

        @Override
        public void lost() {
            lost.incrementAndGet();
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
