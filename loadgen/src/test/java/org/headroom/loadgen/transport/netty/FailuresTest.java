package org.headroom.loadgen.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.http3.Http3ErrorCode;
import io.netty.handler.codec.http3.Http3Exception;
import io.netty.handler.codec.quic.QuicException;
import io.netty.handler.codec.quic.QuicStreamResetException;
import io.netty.handler.codec.quic.QuicTransportError;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertificateException;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import org.headroom.loadgen.transport.Exchange;
import org.headroom.loadgen.transport.ExchangeListener;
import org.headroom.loadgen.transport.FailureKind;
import org.headroom.loadgen.transport.HandshakeVerifier.Verdict;
import org.headroom.loadgen.transport.OngoingExchange;
import org.headroom.loadgen.transport.ResponseHead;
import org.headroom.loadgen.transport.WebRequest;
import org.junit.jupiter.api.Test;

final class FailuresTest {
    private static OngoingExchange ongoing() {
        WebRequest request =
                WebRequest.get("https", "a.test", 443, new InetSocketAddress(443), "/", List.of(), 0, 1_000_000);
        return new OngoingExchange(request, new ExchangeListener() {
            @Override
            public void onProgress(long decodedBytes) {}

            @Override
            public void onDone(Exchange exchange, long decodedBytes) {}
        });
    }

    private static FailureKind ofConnect(Throwable failure) {
        return Failures.ofConnect(failure, new Verdict.NotAsked()).kind();
    }

    @Test
    void aRefusedCertificateIsTheReasonWhateverTheLibrarySays() {
        Verdict refused = new Verdict.Refused(new CertificateException("expired"));
        assertThat(Failures.ofConnect(new ClosedChannelException(), refused).kind())
                .isEqualTo(FailureKind.CERTIFICATE);
    }

    @Test
    void connectFailuresAreToldApart() {
        assertThat(ofConnect(new ConnectTimeoutException())).isEqualTo(FailureKind.CONNECT_TIMEOUT);
        assertThat(ofConnect(new ClosedChannelException())).isEqualTo(FailureKind.CONNECTION_CLOSED);
        assertThat(ofConnect(new SSLHandshakeException("TLS_FAIL"))).isEqualTo(FailureKind.TLS);
        assertThat(ofConnect(new QuicException(QuicTransportError.INTERNAL_ERROR)))
                .isEqualTo(FailureKind.PROTOCOL_ERROR);
        assertThat(ofConnect(new IllegalStateException())).isEqualTo(FailureKind.OTHER);
    }

    @Test
    void streamFailuresAreToldApart() {
        assertThat(Failures.ofStream(new QuicStreamResetException("reset", 0x102), ongoing())
                        .kind())
                .isEqualTo(FailureKind.STREAM_RESET);
        assertThat(Failures.ofStream(new ClosedChannelException(), ongoing()).kind())
                .isEqualTo(FailureKind.CONNECTION_CLOSED);
        Http3Exception broken = new Http3Exception(Http3ErrorCode.H3_MESSAGE_ERROR, "no");
        assertThat(Failures.ofStream(broken, ongoing()).kind()).isEqualTo(FailureKind.PROTOCOL_ERROR);
        OngoingExchange announced = ongoing();
        announced.headers(new ResponseHead(200, "", "", 100, "", "", "", "", "", List.of()));
        assertThat(Failures.ofStream(broken, announced).kind()).isEqualTo(FailureKind.TRUNCATED);
    }
}
