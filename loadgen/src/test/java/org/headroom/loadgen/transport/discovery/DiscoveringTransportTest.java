package org.headroom.loadgen.transport.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.headroom.loadgen.transport.Exchange;
import org.headroom.loadgen.transport.ExchangeListener;
import org.headroom.loadgen.transport.FailureKind;
import org.headroom.loadgen.transport.Outcome;
import org.headroom.loadgen.transport.Protocol;
import org.headroom.loadgen.transport.TransportObserver;
import org.headroom.loadgen.transport.VisitorConnections;
import org.headroom.loadgen.transport.WebRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class DiscoveringTransportTest {
    private static final String OFFER = "h3=\":8443\"; ma=86400";
    private static final Duration AN_HOUR = Duration.ofHours(1);

    private final FakeLine h2 = new FakeLine(Protocol.H2);
    private final FakeLine h3 = new FakeLine(Protocol.H3);
    private final DiscoveringTransport transport = new DiscoveringTransport(h2, h3);
    private final Seen seen = new Seen();

    DiscoveringTransportTest() {
        transport.observedBy(seen);
    }

    @AfterEach
    void close() {
        transport.close();
    }

    /** What an observer heard. */
    private static final class Seen implements TransportObserver {
        int overH2;
        int overH3;
        int switched;
        final List<String> unreachable = new ArrayList<>();

        @Override
        public synchronized void sentBeforeH3() {
            overH2++;
        }

        @Override
        public synchronized void sentOverH3() {
            overH3++;
        }

        @Override
        public synchronized void switchedToH3(long nanos) {
            switched++;
        }

        @Override
        public synchronized void h3Unreachable(String detail) {
            unreachable.add(detail);
        }
    }

    /** Keeps the end of one exchange. */
    private static final class End implements ExchangeListener {
        private final List<Outcome> outcomes = new ArrayList<>();

        @Override
        public void onProgress(long decodedBytes) {}

        @Override
        public synchronized void onDone(Exchange exchange, long decodedBytes) {
            outcomes.add(exchange.outcome());
        }

        synchronized List<Outcome> outcomes() {
            return List.copyOf(outcomes);
        }
    }

    private static End get(VisitorConnections visitor, String path) {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 443);
        End end = new End();
        visitor.send(
                WebRequest.get(
                        "https",
                        "www.example.org",
                        443,
                        address,
                        path,
                        List.of(),
                        System.nanoTime(),
                        Duration.ofSeconds(10).toNanos()),
                end);
        return end;
    }

    private VisitorConnections told(String altSvc) {
        VisitorConnections visitor = transport.newVisitor();
        get(visitor, "/");
        h2.answer("/", altSvc);
        return visitor;
    }

    @Test
    void theFirstRequestsGoOverH2AndThoseAfterTheConnectionOverH3() {
        VisitorConnections visitor = told(OFFER);
        get(visitor, "/style.css");
        assertThat(h2.sent()).as("nobody waits for the handshake").containsExactly("/", "/style.css");
        assertThat(h3.connecting()).isEqualTo(1);
        get(visitor, "/early.js");
        h3.connected(Optional.empty());
        get(visitor, "/late.png");
        assertThat(h2.sent()).containsExactly("/", "/style.css", "/early.js");
        assertThat(h3.sent()).containsExactly("/late.png");
        assertThat(h3.connecting()).as("one connection").isEqualTo(1);
        h3.answer("/late.png", "");
        assertThat(List.of(seen.overH2, seen.overH3, seen.switched)).containsExactly(3, 1, 1);
    }

    @Test
    void h3IsSoughtAtThePortThatTheSiteNames() {
        get(told(OFFER), "/style.css");
        assertThat(h3.lastConnect().address().getPort()).isEqualTo(8443);
        assertThat(h3.lastConnect().authority()).as("the site keeps its name").isEqualTo("www.example.org");
    }

    @Test
    void aVisitorWhoCannotConnectStaysOnH2AndDoesNotTryAgain() {
        VisitorConnections visitor = told(OFFER);
        get(visitor, "/style.css");
        h3.connected(Optional.of(new Outcome.Failed(FailureKind.CONNECT_TIMEOUT, "no handshake in time")));
        get(visitor, "/late.png");
        assertThat(h2.sent()).containsExactly("/", "/style.css", "/late.png");
        assertThat(h3.connecting()).isEqualTo(1);
        assertThat(seen.unreachable).containsExactly("connect-timeout: no handshake in time");
    }

    @Test
    void withoutAltSvcEverythingStaysOnH2AndTheUserIsToldWhatToAdd() {
        get(told(""), "/style.css");
        assertThat(h3.connecting()).isZero();
        assertThat(transport.notes()).singleElement().asString().contains("not one request went over h3", "add_header");
    }

    @Test
    void aSiteThatAnswersNothingIsNotToldToOfferH3() {
        get(transport.newVisitor(), "/");
        h2.fail("/", FailureKind.CONNECT_REFUSED);
        assertThat(transport.notes()).isEmpty();
    }

    @Test
    void h3OfAnotherHostIsNotLoaded() {
        get(told("h3=\"cdn.example.net:443\""), "/style.css");
        assertThat(h3.connecting()).isZero();
        assertThat(transport.notes()).anyMatch(note -> note.contains("cdn.example.net:443"));
    }

    @Test
    void aSiteThatTakesItsOfferBackIsAskedOverH2Again() {
        VisitorConnections visitor = told(OFFER);
        get(visitor, "/a");
        h3.connected(Optional.empty());
        get(visitor, "/b");
        h3.answer("/b", "clear");
        get(visitor, "/c");
        assertThat(h2.sent()).endsWith("/c");
    }

    @Test
    void aReturningVisitorGoesOverH3AtOnce() {
        told(OFFER);
        VisitorConnections returning = transport.returningVisitor(AN_HOUR);
        get(returning, "/again");
        get(returning, "/more");
        assertThat(h2.sent()).as("it waits for h3").containsExactly("/");
        h3.connected(Optional.empty());
        assertThat(h3.sent()).containsExactly("/again", "/more");
    }

    @Test
    void aReturningVisitorTriesH2WhenH3IsSlowToConnect() {
        told(OFFER);
        VisitorConnections returning = transport.returningVisitor(AN_HOUR);
        get(returning, "/again");
        await().untilAsserted(() -> assertThat(h2.sent()).containsExactly("/", "/again"));
        h3.connected(Optional.empty());
        get(returning, "/more");
        assertThat(h3.sent()).as("what came meanwhile is sent once").containsExactly("/more");
    }

    @Test
    void aReturningVisitorHasForgottenAnOfferOlderThanItsAge() {
        told("h3=\":443\"; ma=600");
        get(transport.returningVisitor(AN_HOUR), "/again");
        assertThat(h2.sent()).containsExactly("/", "/again");
        assertThat(h3.connecting()).isZero();
    }

    @Test
    void aNewVisitorKnowsNothingOfWhatOthersWereTold() {
        told(OFFER);
        get(transport.newVisitor(), "/new");
        assertThat(h2.sent()).containsExactly("/", "/new");
    }

    @Test
    void aConnectionThatCannotBeReopenedSendsTheRequestOverH2() {
        VisitorConnections visitor = told(OFFER);
        get(visitor, "/a");
        h3.connected(Optional.empty());
        End end = get(visitor, "/b");
        h3.fail("/b", FailureKind.CONNECT_TIMEOUT);
        assertThat(end.outcomes()).isEmpty();
        h2.answer("/b", "");
        assertThat(end.outcomes()).containsExactly(new Outcome.Answered(200));
        assertThat(seen.unreachable).hasSize(1);
        assertThat(seen.overH3).as("nothing got through").isZero();
    }

    @Test
    void anAnswerThatBreaksOffOverH3IsAFailureAndNotHiddenByH2() {
        VisitorConnections visitor = told(OFFER);
        get(visitor, "/a");
        h3.connected(Optional.empty());
        End end = get(visitor, "/b");
        h3.fail("/b", FailureKind.CONNECTION_CLOSED);
        assertThat(end.outcomes()).singleElement().isInstanceOf(Outcome.Failed.class);
        assertThat(h2.sent()).doesNotContain("/b");
    }

    @Test
    void whatWaitsForH3WhenTheVisitorLeavesIsInterrupted() {
        told(OFFER);
        VisitorConnections returning = transport.returningVisitor(AN_HOUR);
        End end = get(returning, "/again");
        returning.close();
        assertThat(end.outcomes()).containsExactly(new Outcome.Failed(FailureKind.INTERRUPTED, "the visitor left"));
    }
}
