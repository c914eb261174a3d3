package org.headroom.loadgen.transport.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.headroom.loadgen.transport.FailureKind;
import org.junit.jupiter.api.Test;

final class FailuresTest {
    @Test
    void connectFailuresAreToldApart() {
        assertKind(new ConnectException("Connection refused"), FailureKind.CONNECT_REFUSED);
        assertKind(new ConnectException("Connection timed out"), FailureKind.CONNECT_TIMEOUT);
        assertKind(new SocketTimeoutException("Connect Timeout"), FailureKind.CONNECT_TIMEOUT);
        assertKind(new NoRouteToHostException("No route to host"), FailureKind.CONNECT_TIMEOUT);
        assertKind(new UnresolvedAddressException(), FailureKind.NAME_UNRESOLVED);
    }

    @Test
    void whatRunsOutOnOurSideIsTheGenerators() {
        assertKind(new BindException("Cannot assign requested address"), FailureKind.GENERATOR);
        assertKind(new SocketException("Too many open files"), FailureKind.GENERATOR);
        SocketException wrapped = new SocketException("Could not connect to /192.0.2.1:443");
        wrapped.initCause(new SocketException("Too many open files"));
        assertKind(wrapped, FailureKind.GENERATOR);
    }

    @Test
    void certificatesAreToldFromOtherTlsFailures() {
        SSLHandshakeException untrusted = new SSLHandshakeException("PKIX path building failed");
        untrusted.initCause(new CertificateException("No name matching"));
        assertKind(untrusted, FailureKind.CERTIFICATE);
        assertKind(new SSLHandshakeException("Received fatal alert: handshake_failure"), FailureKind.TLS);
        assertKind(
                new SSLHandshakeException("(no_application_protocol) Received fatal alert"),
                FailureKind.PROTOCOL_NOT_OFFERED);
        assertKind(new ProtocolNotOfferedException("no h2"), FailureKind.PROTOCOL_NOT_OFFERED);
        assertKind(new SSLException("Unsupported or unrecognized SSL message"), FailureKind.TLS);
    }

    @Test
    void endsOfConnectionsAndStreamsAreToldApart() {
        assertKind(new EOFException(), FailureKind.CONNECTION_CLOSED);
        assertKind(new ClosedChannelException(), FailureKind.CONNECTION_CLOSED);
        assertKind(new SocketException("Connection reset"), FailureKind.CONNECTION_CLOSED);
        assertKind(new IOException("Broken pipe"), FailureKind.CONNECTION_CLOSED);
        assertKind(new IOException("no_error/close"), FailureKind.CONNECTION_CLOSED);
        assertKind(new IOException("internal_error"), FailureKind.STREAM_RESET);
        assertKind(new IOException("refused_stream_error"), FailureKind.STREAM_RESET);
        assertKind(new IOException("protocol_error/invalid_frame"), FailureKind.PROTOCOL_ERROR);
        assertKind(new TimeoutException("Total timeout"), FailureKind.TIMEOUT);
    }

    @Test
    void causesAreLookedAtWhenTheFailureItselfSaysNothing() {
        assertKind(new IllegalStateException(new ClosedChannelException()), FailureKind.CONNECTION_CLOSED);
        assertKind(new IllegalStateException("?"), FailureKind.OTHER);
    }

    private static void assertKind(Throwable failure, FailureKind kind) {
        assertThat(Failures.kindOf(failure)).as(failure.toString()).isEqualTo(kind);
    }
}
