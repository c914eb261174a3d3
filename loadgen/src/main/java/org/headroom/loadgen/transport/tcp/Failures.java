package org.headroom.loadgen.transport.tcp;

import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.unix.Errors.NativeIoException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.nio.channels.ClosedChannelException;
import java.security.GeneralSecurityException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.headroom.loadgen.transport.CertificateTrouble;
import org.headroom.loadgen.transport.FailureKind;
import org.headroom.loadgen.transport.OngoingExchange;
import org.headroom.loadgen.transport.Outcome;
import org.jspecify.annotations.Nullable;

/** What the exceptions of Netty's sockets and TLS mean, in plain words. */
final class Failures {
    private Failures() {}

    /** Has the JVM load what tells of failures: without a free descriptor it could not read a class file. */
    static void prepare() {
        var _ = ofConnect(new IOException("Too many open files"));
        var _ = ofConnect(new ConnectException("refused"));
    }

    /** No connection came about. */
    static Outcome.Failed ofConnect(Throwable failure) {
        Outcome.Failed ours = ofGenerator(failure);
        if (ours != null) {
            return ours;
        }
        return switch (failure) {
            case DecoderException wrapped when wrapped.getCause() != null -> ofConnect(wrapped.getCause());
            case ConnectTimeoutException _ ->
                new Outcome.Failed(FailureKind.CONNECT_TIMEOUT, "the server did not take the connection in time");
            case NoRouteToHostException _ -> failed(FailureKind.CONNECT_TIMEOUT, failure);
            case ConnectException _
            when mentions(failure, "refused") ->
                new Outcome.Failed(FailureKind.CONNECT_REFUSED, "nobody listens on that port");
            case ConnectException _ -> failed(FailureKind.CONNECT_TIMEOUT, failure);
            case SslHandshakeTimeoutException _ ->
                new Outcome.Failed(FailureKind.CONNECT_TIMEOUT, "the TLS handshake did not end in time");
            case SSLException tls -> ofTls(tls);
            case ClosedChannelException _ ->
                new Outcome.Failed(FailureKind.CONNECTION_CLOSED, "the server closed the connection in its handshake");
            case IOException _ -> failed(FailureKind.CONNECTION_CLOSED, failure);
            default -> failed(FailureKind.OTHER, failure);
        };
    }

    private static Outcome.Failed ofTls(SSLException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof GeneralSecurityException) {
                return new Outcome.Failed(FailureKind.CERTIFICATE, CertificateTrouble.words(cause));
            }
            if (cause instanceof ClosedChannelException
                    || (cause instanceof IOException && !(cause instanceof SSLException))) {
                return new Outcome.Failed(
                        FailureKind.CONNECTION_CLOSED, "the server closed the connection in its handshake");
            }
            if (mentions(cause, "no_application_protocol")) {
                return new Outcome.Failed(FailureKind.PROTOCOL_NOT_OFFERED, "the server does not offer the protocol");
            }
            if (mentions(cause, "connection closed while ssl/tls handshake")) {
                return new Outcome.Failed(
                        FailureKind.CONNECTION_CLOSED, "the server closed the connection in its handshake");
            }
        }
        return failed(FailureKind.TLS, failure);
    }

    /** A connection that had been ready ended under an exchange; {@code cause} null: the server closed it. */
    static Outcome.Failed ofLoss(@Nullable Throwable cause, OngoingExchange ongoing) {
        Outcome.Failed ours = cause == null ? null : ofGenerator(cause);
        if (ours != null) {
            return ours;
        }
        if (cause instanceof DecoderException wrapped && wrapped.getCause() instanceof SSLException tls) {
            return failed(FailureKind.TLS, tls);
        }
        if (cause != null) {
            return new Outcome.Failed(
                    FailureKind.CONNECTION_CLOSED,
                    mentions(cause, "reset") ? "the server reset the connection" : text(cause));
        }
        if (ongoing.shortOfAnnounced()) {
            return new Outcome.Failed(
                    FailureKind.TRUNCATED, "the server closed the connection before the announced end of the body");
        }
        return new Outcome.Failed(
                FailureKind.CONNECTION_CLOSED,
                ongoing.answering()
                        ? "the server closed the connection in mid-answer"
                        : "the server closed the connection without an answer");
    }

    /** What is wrong on this side; null: nothing. */
    private static Outcome.@Nullable Failed ofGenerator(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (mentions(cause, "too many open files")) {
                return new Outcome.Failed(
                        FailureKind.GENERATOR, "too many open files on this side: raise its limit (ulimit -n)");
            }
            if (mentions(cause, "assign requested address")) {
                return new Outcome.Failed(
                        FailureKind.GENERATOR,
                        "no free port on this side: widen net.ipv4.ip_local_port_range or use more addresses");
            }
            if (cause instanceof BindException
                    || cause instanceof OutOfMemoryError
                    || (cause instanceof NativeIoException && mentions(cause, "buffer space"))
                    || (cause instanceof NativeIoException && mentions(cause, "allocate memory"))) {
                return failed(FailureKind.GENERATOR, cause);
            }
        }
        return null;
    }

    private static boolean mentions(Throwable failure, String words) {
        return String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).contains(words);
    }

    private static Outcome.Failed failed(FailureKind kind, Throwable cause) {
        return new Outcome.Failed(kind, text(cause));
    }

    private static String text(Throwable cause) {
        String message = cause.getMessage();
        String name = cause.getClass().getSimpleName();
        return message == null || message.isBlank() ? name : name + ": " + message;
    }
}
