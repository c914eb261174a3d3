package org.headroom.loadgen.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.headroom.loadgen.transport.tcp.NettyTcpTransport;
import org.headroom.scenarios.endpoint.TrustManagers;
import org.headroom.scenarios.endpoint.TrustPolicy;
import org.junit.jupiter.api.Test;

final class NettyH2BadDaysTest extends H2BadDaysContract {
    @Override
    Transport create(TrustPolicy trust) throws IOException {
        return new NettyTcpTransport(Protocol.H2, TrustManagers.of(trust), PATIENCE);
    }

    @Test
    void whatTheServerDidNotLookAtGoesOutAgainOverAnotherConnection() {
        TransportFixture.assertAnswered(of(BadDay.GOAWAY, PATIENCE), 200);
        assertThat(server().accepted()).isEqualTo(2);
    }

    @Test
    void aRefusedStreamGoesOutAgainOverTheSameConnection() {
        TransportFixture.assertAnswered(of(BadDay.REFUSED, PATIENCE), 200);
        assertThat(server().accepted()).isEqualTo(1);
    }

    @Test
    void aFormIsNotSentAgainEvenWhenTheServerDidNotLookAtIt() {
        try (VisitorConnections visitor = transport().newVisitor()) {
            WebRequest get = TransportFixture.request(server().address(), BadDay.REFUSED.path(), PATIENCE);
            RecordingListener listener = new RecordingListener();
            visitor.send(TransportFixture.form(get), listener);
            assertFailed(listener.await(), FailureKind.STREAM_RESET);
        }
    }

    @Test
    void aBodyLongerThanAnnouncedBreaksTheProtocol() {
        assertFailed(of(BadDay.LONG_BODY, PATIENCE), FailureKind.PROTOCOL_ERROR);
    }

    @Test
    void aLimitOfOpenFilesIsOursAndNotTheTargets() throws Exception {
        assertThatALimitOfOpenFilesIsOursAndNotTheTargets();
    }
}
