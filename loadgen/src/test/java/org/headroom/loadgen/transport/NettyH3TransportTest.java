package org.headroom.loadgen.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.headroom.loadgen.transport.netty.NettyH3Transport;
import org.headroom.scenarios.endpoint.TrustManagers;
import org.headroom.scenarios.endpoint.TrustPolicy;
import org.junit.jupiter.api.Test;

final class NettyH3TransportTest extends H3Contract {
    @Override
    Transport create(TrustPolicy trust, Duration connectTimeout) throws IOException {
        return new NettyH3Transport(TrustManagers.of(trust), connectTimeout);
    }

    /** Its codec finds connections by their ids only, and drops a stateless reset, which has none: the time runs out. */
    @Override
    FailureKind afterStatelessReset() {
        return FailureKind.TIMEOUT;
    }

    @Test
    void theNativeLibraryLoadsHere() {
        assertThat(NettyH3Transport.unavailableReason()).isNull();
        assertThat(NettyH3Transport.isAvailable()).isTrue();
    }

    @Test
    void tlsSessionsAreResumedInsideAVisitor() {
        try (VisitorConnections visitor = transport().newVisitor()) {
            assertAnswered(send(visitor, "/bytes/10").await(), 200);
            assertThat(send(visitor, "/die").await().connection().resumed()).isTrue();
        }
    }
}
