package org.headroom.loadgen.transport.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.resolver.dns.SingletonDnsServerAddressStreamProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.headroom.loadgen.transport.Exchange;
import org.headroom.loadgen.transport.ExchangeListener;
import org.headroom.loadgen.transport.FailureKind;
import org.headroom.loadgen.transport.Outcome;
import org.headroom.loadgen.transport.Protocol;
import org.headroom.loadgen.transport.VisitorConnections;
import org.headroom.loadgen.transport.WebRequest;
import org.headroom.loadgen.transport.discovery.FakeLine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LookingUpTransportTest {
    private static final String SITE = "www.example.org";
    private static final String GONE = "gone.example.org";

    private final FakeLine carrier = new FakeLine(Protocol.H2);
    private FakeNameServer server;
    private LookingUpTransport transport;

    @BeforeEach
    void start() throws IOException {
        server = new FakeNameServer(SITE);
        transport = new LookingUpTransport(
                carrier,
                Set.of(SITE, GONE),
                new NameServers(new SingletonDnsServerAddressStreamProvider(server.address()), Duration.ofSeconds(10)));
    }

    @AfterEach
    void stop() {
        transport.close();
        server.close();
    }

    /** Keeps the end of one exchange. */
    private static final class End implements ExchangeListener {
        private final List<Exchange> ends = new ArrayList<>();

        @Override
        public void onProgress(long decodedBytes) {}

        @Override
        public synchronized void onDone(Exchange exchange, long decodedBytes) {
            ends.add(exchange);
        }

        synchronized List<Exchange> ends() {
            return List.copyOf(ends);
        }
    }

    private static End get(VisitorConnections visitor, String host, String path) {
        End end = new End();
        visitor.send(
                WebRequest.get(
                        "https",
                        host,
                        443,
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 443),
                        path,
                        List.of(),
                        System.nanoTime(),
                        Duration.ofSeconds(20).toNanos()),
                end);
        return end;
    }

    @Test
    void aVisitorsFirstRequestsToAHostWaitForOneLookup() {
        VisitorConnections visitor = transport.newVisitor();
        End asker = get(visitor, SITE, "/");
        End other = get(visitor, SITE, "/style.css");
        await().until(() -> !server.questions().isEmpty());
        assertThat(carrier.sent()).isEmpty();
        server.answer();
        await().until(() -> carrier.sent().size() == 2);
        get(visitor, SITE, "/late.png");
        assertThat(carrier.sent()).containsExactly("/", "/style.css", "/late.png");
        assertThat(server.questions()).containsExactly(SITE);
        carrier.answer("/", "");
        carrier.answer("/style.css", "");
        assertThat(asker.ends().getFirst().lookupNanos()).isPositive();
        assertThat(other.ends().getFirst().lookupNanos())
                .as("it waited; it did not ask")
                .isZero();
    }

    @Test
    void everyVisitorAsksForItself() {
        server.answer();
        for (int i = 1; i <= 3; i++) {
            get(transport.newVisitor(), SITE, "/" + i);
            int visitors = i;
            await().until(() -> carrier.sent().size() == visitors);
        }
        assertThat(server.questions()).containsExactly(SITE, SITE, SITE);
    }

    @Test
    void hostsGivenAsAddressesAreNotAskedFor() {
        get(transport.newVisitor(), "given.example.org", "/");
        assertThat(carrier.sent()).containsExactly("/");
        assertThat(server.questions()).isEmpty();
    }

    @Test
    void aNameThatTheServerDoesNotKnowIsANamedFailure() {
        server.answer();
        End end = get(transport.newVisitor(), GONE, "/");
        await().until(() -> !end.ends().isEmpty());
        assertThat(end.ends().getFirst().outcome())
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.kind()).isEqualTo(FailureKind.NAME_UNRESOLVED));
        assertThat(carrier.sent()).isEmpty();
    }

    @Test
    void aVisitorWhoLeavesWhileItWaitsIsInterrupted() {
        VisitorConnections visitor = transport.newVisitor();
        End end = get(visitor, SITE, "/");
        visitor.close();
        assertThat(end.ends().getFirst().outcome())
                .isEqualTo(new Outcome.Failed(FailureKind.INTERRUPTED, "the visitor left"));
    }
}
