package org.headroom.loadgen.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a transport must do in addition that has all requests to a host on one connection, whose streams end singly. */
abstract class MultiplexedContract extends TransportContract {
    /** A server that speaks, where this transport connects to, something else. */
    abstract TestServer anotherProtocol();

    @Override
    final int connectionsFor(int requestsAtOnce) {
        return 1;
    }

    @Test
    final void aResetStreamIsToldAsSuchAndTheConnectionLivesOn() {
        try (VisitorConnections visitor = transport().newVisitor()) {
            assertFailed(send(visitor, "/reset").await(), FailureKind.STREAM_RESET);
            assertAnswered(send(visitor, "/bytes/10").await(), 200);
        }
        assertThat(server().connectionsUsed()).isEqualTo(1);
    }

    @Test
    final void anotherProtocolIsReportedAsNotOffered() {
        TestServer other = closing(anotherProtocol());
        try (VisitorConnections visitor = transport().newVisitor()) {
            assertFailed(
                    send(visitor, other.address(), "/bytes/10", Duration.ofSeconds(10))
                            .await(),
                    FailureKind.PROTOCOL_NOT_OFFERED);
        }
    }
}
