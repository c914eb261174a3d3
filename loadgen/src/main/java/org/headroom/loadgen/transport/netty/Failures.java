package org.headroom.loadgen.transport.netty;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.http3.Http3Exception;
import io.netty.handler.codec.quic.QuicClosedChannelException;
import io.netty.handler.codec.quic.QuicConnectionCloseEvent;
import io.netty.handler.codec.quic.QuicException;
import io.netty.handler.codec.quic.QuicStreamResetException;
import io.netty.handler.codec.quic.QuicTimeoutClosedChannelException;
import java.net.BindException;
import java.net.PortUnreachableException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.headroom.loadgen.transport.FailureKind;
import org.headroom.loadgen.transport.HandshakeVerifier.Verdict;
import org.headroom.loadgen.transport.OngoingExchange;
import org.headroom.loadgen.transport.Outcome;

/** What the exceptions of Netty's QUIC and HTTP/3 codecs mean. */
final class Failures {
    private static final int NO_APPLICATION_PROTOCOL = 120;
    private static final Pattern LENGTHS = Pattern.compile("content-length ([0-9]{1,18}) != ([0-9]{1,18})");

    private Failures() {}

    /** No connection came about. */
    static Outcome.Failed ofConnect(Throwable failure, Verdict verdict) {
        if (verdict instanceof Verdict.Refused(CertificateException reason)) {
            return failed(FailureKind.CERTIFICATE, reason);
        }
        return switch (failure) {
            case QuicClosedChannelException closed -> handshakeEnded(closed);
            case ConnectTimeoutException _ -> failed(FailureKind.CONNECT_TIMEOUT, failure);
            case QuicTimeoutClosedChannelException _ -> failed(FailureKind.CONNECT_TIMEOUT, failure);
            case PortUnreachableException _ -> failed(FailureKind.CONNECT_REFUSED, failure);
            case BindException _ -> failed(FailureKind.GENERATOR, failure);
            case OutOfMemoryError _ -> failed(FailureKind.GENERATOR, failure);
            case ClosedChannelException _ -> failed(FailureKind.CONNECTION_CLOSED, failure);
            case SSLException _ -> failed(FailureKind.TLS, failure);
            case QuicException _
            when String.valueOf(failure.getMessage()).contains("UNKNOWN_VERSION") ->
                new Outcome.Failed(FailureKind.PROTOCOL_NOT_OFFERED, "the server speaks no QUIC version known here");
            case QuicException _ -> failed(FailureKind.PROTOCOL_ERROR, failure);
            default -> failed(FailureKind.OTHER, failure);
        };
    }

    private static Outcome.Failed handshakeEnded(QuicClosedChannelException closed) {
        QuicConnectionCloseEvent event = closed.event();
        if (event == null) {
            return failed(FailureKind.CONNECTION_CLOSED, closed);
        }
        if (!event.isTlsError()) {
            return new Outcome.Failed(FailureKind.CONNECTION_CLOSED, text(event));
        }
        int alert = QuicConnectionCloseEvent.extractTlsError(event.error());
        return alert == NO_APPLICATION_PROTOCOL
                ? new Outcome.Failed(FailureKind.PROTOCOL_NOT_OFFERED, "the server does not offer h3")
                : new Outcome.Failed(FailureKind.TLS, "TLS alert " + alert);
    }

    /** A stream failed on a connection that had been established. */
    static Outcome.Failed ofStream(Throwable failure, OngoingExchange ongoing) {
        return switch (failure) {
            case QuicStreamResetException reset ->
                new Outcome.Failed(FailureKind.STREAM_RESET, "reset with code " + reset.applicationProtocolCode());
            case Http3Exception _ ->
                failed(
                        ongoing.shortOfAnnounced() && !moreThanAnnounced(failure)
                                ? FailureKind.TRUNCATED
                                : FailureKind.PROTOCOL_ERROR,
                        failure);
            case ClosedChannelException _ -> failed(FailureKind.CONNECTION_CLOSED, failure);
            case QuicException _
            when String.valueOf(failure.getMessage()).startsWith("STREAM_") ->
                failed(FailureKind.STREAM_RESET, failure);
            case QuicException _ -> failed(FailureKind.PROTOCOL_ERROR, failure);
            default -> failed(FailureKind.OTHER, failure);
        };
    }

    /** The codec compares before it hands the bytes on, and says the same of too few and of too many. */
    private static boolean moreThanAnnounced(Throwable failure) {
        Matcher lengths = LENGTHS.matcher(String.valueOf(failure.getMessage()));
        return lengths.find() && Long.parseLong(lengths.group(1)) < Long.parseLong(lengths.group(2));
    }

    private static String text(QuicConnectionCloseEvent event) {
        return "closed with code " + event.error() + " " + new String(event.reason(), StandardCharsets.UTF_8);
    }

    private static Outcome.Failed failed(FailureKind kind, Throwable cause) {
        String message = cause.getMessage();
        String name = cause.getClass().getSimpleName();
        return new Outcome.Failed(kind, message == null || message.isBlank() ? name : name + ": " + message);
    }
}
