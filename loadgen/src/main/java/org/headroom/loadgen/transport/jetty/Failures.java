package org.headroom.loadgen.transport.jetty;

import java.io.EOFException;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.security.GeneralSecurityException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.eclipse.jetty.client.HttpResponseException;
import org.eclipse.jetty.client.RetryableRequestException;
import org.eclipse.jetty.http.HttpException;
import org.headroom.loadgen.transport.CertificateTrouble;
import org.headroom.loadgen.transport.FailureKind;
import org.headroom.loadgen.transport.OngoingExchange;
import org.headroom.loadgen.transport.Outcome;

/** What Jetty's exceptions mean. */
final class Failures {
    /** Jetty reports a reset h2 stream as a plain IOException with the error's name. */
    private static final Pattern STREAM_ERROR =
            Pattern.compile("[a-z0-9_]+_error|enhance_your_calm_error|reset_code_\\d+|no_error");

    private Failures() {}

    /** Has the JVM load what tells of failures: without a free descriptor it could not read a class file. */
    static void prepare() {
        var _ = kindOf(new IOException("Too many open files"));
        var _ = detail(new SSLException("none"));
    }

    /**
     * The kind of failure. A connection that closes in mid-body is {@link FailureKind#TRUNCATED} when the headers had
     * announced a longer body and the end was clean; otherwise it is {@link FailureKind#CONNECTION_CLOSED}.
     */
    static Outcome.Failed of(Throwable failure, OngoingExchange ongoing) {
        FailureKind kind = kindOf(failure);
        if (kind == FailureKind.CONNECTION_CLOSED && failure instanceof EOFException && ongoing.shortOfAnnounced()) {
            kind = FailureKind.TRUNCATED;
        }
        return new Outcome.Failed(
                kind,
                switch (kind) {
                    case CERTIFICATE -> CertificateTrouble.words(failure);
                    case GENERATOR -> generator(failure);
                    default -> detail(failure);
                });
    }

    static FailureKind kindOf(Throwable failure) {
        return switch (failure) {
            case ProtocolNotOfferedException _ -> FailureKind.PROTOCOL_NOT_OFFERED;
            case SSLException tls -> tlsKind(tls);
            case SocketTimeoutException _ -> FailureKind.CONNECT_TIMEOUT;
            case TimeoutException _ -> FailureKind.TIMEOUT;
            case InterruptedException _ -> FailureKind.INTERRUPTED;
            case UnresolvedAddressException _ -> FailureKind.NAME_UNRESOLVED;
            case RejectedExecutionException _ -> FailureKind.GENERATOR;
            case OutOfMemoryError _ -> FailureKind.GENERATOR;
            case HttpResponseException _ -> FailureKind.PROTOCOL_ERROR;
            case HttpException _ -> FailureKind.PROTOCOL_ERROR;
            // A GOAWAY said that this stream was not looked at.
            case RetryableRequestException _ -> FailureKind.CONNECTION_CLOSED;
            case IOException io -> ioKind(io);
            default -> failure.getCause() == null ? FailureKind.OTHER : kindOf(failure.getCause());
        };
    }

    private static FailureKind ioKind(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        return switch (failure) {
            case BindException _ -> FailureKind.GENERATOR;
            case ConnectException _ ->
                message.contains("refused") ? FailureKind.CONNECT_REFUSED : FailureKind.CONNECT_TIMEOUT;
            case NoRouteToHostException _ -> FailureKind.CONNECT_TIMEOUT;
            case EOFException _ -> FailureKind.CONNECTION_CLOSED;
            case ClosedChannelException _ -> FailureKind.CONNECTION_CLOSED;
            case SocketException socket when socket.getCause() instanceof IOException cause -> ioKind(cause);
            default -> byMessage(message);
        };
    }

    private static FailureKind byMessage(String message) {
        if (message.contains("Too many open files") || message.contains("assign requested address")) {
            return FailureKind.GENERATOR;
        }
        if (message.contains("Connection reset")
                || message.contains("Broken pipe")
                // An h2 server said goodbye without a complaint.
                || message.startsWith("no_error/")) {
            return FailureKind.CONNECTION_CLOSED;
        }
        if (STREAM_ERROR.matcher(message).matches()) {
            return FailureKind.STREAM_RESET;
        }
        // h2 connection errors come as "<error>/<reason>".
        return message.contains("_error/") ? FailureKind.PROTOCOL_ERROR : FailureKind.OTHER;
    }

    private static FailureKind tlsKind(SSLException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof GeneralSecurityException) {
                return FailureKind.CERTIFICATE;
            }
            if (String.valueOf(cause.getMessage()).contains("no_application_protocol")) {
                return FailureKind.PROTOCOL_NOT_OFFERED;
            }
        }
        return FailureKind.TLS;
    }

    private static String generator(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (String.valueOf(cause.getMessage()).contains("Too many open files")) {
                return "too many open files on this side: raise its limit (ulimit -n)";
            }
        }
        return detail(failure);
    }

    private static String detail(Throwable failure) {
        Throwable root = failure;
        while (root instanceof SSLException && root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage();
        String name = root.getClass().getSimpleName();
        return message == null || message.isBlank() ? name : name + ": " + message;
    }
}
