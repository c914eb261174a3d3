package org.headroom.loadgen.transport.kwik;

import java.io.IOException;
import java.net.BindException;
import java.security.cert.CertificateException;
import org.headroom.loadgen.transport.FailureKind;
import org.headroom.loadgen.transport.Outcome;
import org.jspecify.annotations.Nullable;
import tech.kwik.core.StreamClosedException;

/** What Kwik's exceptions mean; much of it is only in their words. */
final class Failures {
    private static final int NO_APPLICATION_PROTOCOL = 120;

    private Failures() {}

    /** No connection came about. */
    static Outcome.Failed ofConnect(IOException failure, boolean refused, @Nullable CertificateException certificate) {
        if (certificate != null) {
            return failed(FailureKind.CERTIFICATE, certificate);
        }
        if (refused) {
            return failed(FailureKind.CONNECT_REFUSED, failure);
        }
        String message = String.valueOf(failure.getMessage());
        if (message.contains("timed out")) {
            return failed(FailureKind.CONNECT_TIMEOUT, failure);
        }
        if (message.contains("VersionNegotiationFailure")) {
            return new Outcome.Failed(FailureKind.PROTOCOL_NOT_OFFERED, "the server speaks no QUIC version known here");
        }
        if (message.contains("TLS error " + NO_APPLICATION_PROTOCOL + ":")) {
            return new Outcome.Failed(FailureKind.PROTOCOL_NOT_OFFERED, "the server does not offer h3");
        }
        if (message.contains("TLS error") || message.contains("Alert")) {
            return failed(FailureKind.TLS, failure);
        }
        if (failure instanceof BindException || message.contains("open files")) {
            return failed(FailureKind.GENERATOR, failure);
        }
        return failed(FailureKind.CONNECTION_CLOSED, failure);
    }

    /** A stream failed on a connection that had been established. */
    static Outcome.Failed ofStream(IOException failure) {
        return switch (failure) {
            case StreamClosedException closed
            when String.valueOf(closed.getMessage()).contains("reset") -> failed(FailureKind.STREAM_RESET, closed);
            case MalformedAnswerException malformed -> failed(FailureKind.PROTOCOL_ERROR, malformed);
            default -> failed(FailureKind.CONNECTION_CLOSED, failure);
        };
    }

    private static Outcome.Failed failed(FailureKind kind, Exception cause) {
        String message = cause.getMessage();
        String name = cause.getClass().getSimpleName();
        return new Outcome.Failed(kind, message == null || message.isBlank() ? name : name + ": " + message);
    }
}
