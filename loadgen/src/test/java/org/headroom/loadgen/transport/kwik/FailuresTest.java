package org.headroom.loadgen.transport.kwik;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.security.cert.CertificateException;
import org.headroom.loadgen.transport.FailureKind;
import org.junit.jupiter.api.Test;
import tech.kwik.core.StreamClosedException;

final class FailuresTest {
    private static FailureKind ofConnect(String message) {
        return Failures.ofConnect(new ConnectException(message), false, null).kind();
    }

    @Test
    void connectFailuresAreToldApart() {
        assertThat(ofConnect("Connection timed out after 5000 ms")).isEqualTo(FailureKind.CONNECT_TIMEOUT);
        assertThat(ofConnect("Handshake error: Server closed connection: TLS error 120: "))
                .isEqualTo(FailureKind.PROTOCOL_NOT_OFFERED);
        assertThat(ofConnect("Handshake error: Server closed connection: TLS error 40: "))
                .isEqualTo(FailureKind.TLS);
        assertThat(ofConnect("Handshake error: Server closed connection: transport error 2"))
                .isEqualTo(FailureKind.CONNECTION_CLOSED);
    }

    @Test
    void whatWeSawOurselvesCountsMoreThanTheMessage() {
        ConnectException failure = new ConnectException("Connection timed out after 5000 ms");
        assertThat(Failures.ofConnect(failure, true, null).kind()).isEqualTo(FailureKind.CONNECT_REFUSED);
        assertThat(Failures.ofConnect(failure, false, new CertificateException("expired"))
                        .kind())
                .isEqualTo(FailureKind.CERTIFICATE);
    }

    @Test
    void streamFailuresAreToldApart() {
        assertThat(Failures.ofStream(new StreamClosedException("Stream reset by peer"))
                        .kind())
                .isEqualTo(FailureKind.STREAM_RESET);
        assertThat(Failures.ofStream(new EOFException("the stream ended inside a frame"))
                        .kind())
                .isEqualTo(FailureKind.CONNECTION_CLOSED);
        assertThat(Failures.ofStream(new MalformedAnswerException("status x")).kind())
                .isEqualTo(FailureKind.PROTOCOL_ERROR);
        assertThat(Failures.ofStream(new IOException("output aborted")).kind())
                .isEqualTo(FailureKind.CONNECTION_CLOSED);
    }
}
