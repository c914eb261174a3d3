package org.headroom.probes.site.netty;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.quic.QuicClosedChannelException;
import io.netty.handler.codec.quic.QuicConnectionCloseEvent;
import io.netty.handler.codec.quic.QuicTimeoutClosedChannelException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.headroom.probes.site.SiteFetcher.Trouble;
import org.headroom.probes.site.SiteFetcher.Trouble.Kind;

/** What the exceptions of Netty and the JDK mean. */
final class Troubles {
    private static final int UNRECOGNIZED_NAME = 112;
    private static final int NO_APPLICATION_PROTOCOL = 120;

    private Troubles() {}

    static Trouble of(Throwable cause) {
        return switch (cause) {
            case ConnectTimeoutException _ -> trouble(Kind.TIMEOUT, cause);
            case QuicTimeoutClosedChannelException _ -> trouble(Kind.TIMEOUT, cause);
            case QuicClosedChannelException closed -> ofQuic(closed);
            case PortUnreachableException _ -> new Trouble(Kind.REFUSED, "connection refused");
            case NoRouteToHostException _ -> new Trouble(Kind.TIMEOUT, "no route to the host");
            case ConnectException _ -> ofConnect(cause);
            case UnknownHostException _ -> trouble(Kind.OWN, cause);
            case UnresolvedAddressException _ -> new Trouble(Kind.OWN, "its address cannot be resolved here");
            case ClosedChannelException _ -> new Trouble(Kind.CLOSED, "the server closed the connection");
            case SSLException _ -> ofTls(cause);
            case IOException _ -> trouble(Kind.CLOSED, cause);
            default -> {
                Throwable deeper = cause.getCause();
                yield deeper == null ? trouble(Kind.PROTOCOL, cause) : of(deeper);
            }
        };
    }

    private static Trouble ofConnect(Throwable cause) {
        boolean refused =
                String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT).contains("refused");
        return refused ? new Trouble(Kind.REFUSED, "connection refused") : trouble(Kind.TIMEOUT, cause);
    }

    private static Trouble ofTls(Throwable cause) {
        String text = String.valueOf(cause.getMessage());
        String plain = text.toLowerCase(Locale.ROOT);
        if (plain.contains("unrecognized_name") || plain.contains("unrecognized name")) {
            return new Trouble(Kind.UNKNOWN_NAME, "TLS alert unrecognized_name");
        }
        if (plain.contains("no_application_protocol")) {
            return new Trouble(Kind.NOT_OFFERED, "TLS alert no_application_protocol");
        }
        return trouble(Kind.TLS, cause);
    }

    private static Trouble ofQuic(QuicClosedChannelException closed) {
        QuicConnectionCloseEvent event = closed.event();
        if (event == null) {
            return new Trouble(Kind.CLOSED, "the QUIC connection was closed");
        }
        if (!event.isTlsError()) {
            return new Trouble(Kind.CLOSED, "the QUIC connection was closed with code " + event.error());
        }
        int alert = QuicConnectionCloseEvent.extractTlsError(event.error());
        return switch (alert) {
            case UNRECOGNIZED_NAME -> new Trouble(Kind.UNKNOWN_NAME, "TLS alert unrecognized_name");
            case NO_APPLICATION_PROTOCOL -> new Trouble(Kind.NOT_OFFERED, "TLS alert no_application_protocol");
            default -> new Trouble(Kind.TLS, "TLS alert " + alert);
        };
    }

    private static Trouble trouble(Kind kind, Throwable cause) {
        String message = cause.getMessage();
        String name = cause.getClass().getSimpleName();
        return new Trouble(kind, message == null || message.isBlank() ? name : name + ": " + message);
    }
}
