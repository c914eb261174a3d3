package org.headroom.loadgen.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Bad days of h2. */
abstract class H2BadDaysContract extends BadDaysContract {
    @Override
    FakeTlsServer serve(TestCertificate certificate) {
        return new FakeH2Server(certificate);
    }

    @Test
    void aStreamThatStaysHalfOpenRunsIntoTheTimeoutAndTheConnectionLivesOn() {
        assertFailed(of(BadDay.HALF_STREAM, SHORT), FailureKind.TIMEOUT);
        assertThat(server().accepted()).isEqualTo(1);
    }

    @Test
    void aResetStreamIsToldAsSuchAndTheConnectionLivesOn() {
        assertFailed(of(BadDay.RST_STREAM, PATIENCE), FailureKind.STREAM_RESET);
        assertThat(server().accepted()).isEqualTo(1);
    }

    @Test
    void aServerThatWantsCalmIsAClosedConnection() {
        assertFailed(of(BadDay.CALM, PATIENCE), FailureKind.CONNECTION_CLOSED, FailureKind.PROTOCOL_ERROR);
    }
}
