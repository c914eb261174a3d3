package org.headroom.loadgen.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.headroom.loadgen.transport.netty.NettyH3Transport;
import org.headroom.scenarios.target.TrustManagers;
import org.headroom.scenarios.target.TrustPolicy;
import org.junit.jupiter.api.Test;

final class NettyH3TransportTest extends H3Contract {
    @Override
    Transport create(TrustPolicy trust, Duration connectTimeout) throws IOException {
        return new NettyH3Transport(TrustManagers.of(trust), connectTimeout);
    }

    @Test
    void theNativeLibraryLoadsHere() {
        assertThat(NettyH3Transport.unavailableReason()).isNull();
        assertThat(NettyH3Transport.isAvailable()).isTrue();
    }

    @Test
    void aReusedConnectionThatDiedIsTriedOnceMoreAndMayResumeItsTlsSession() {
        try (VisitorConnections visitor = transport().newVisitor()) {
            assertAnswered(send(visitor, "/bytes/10").await(), 200);
            RecordingListener listener = send(visitor, "/die");
            assertFailed(listener.await(), FailureKind.CONNECTION_CLOSED);
            assertThat(listener.doneCalls).hasValue(1);
            assertThat(listener.await().connection().opened()).isTrue();
            assertThat(listener.await().connection().resumed()).isTrue();
        }
        assertThat(server().requests()).extracting(TestServer.Seen::path).containsExactly("/bytes/10", "/die", "/die");
    }
}
