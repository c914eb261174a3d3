package org.headroom.probes.galera;

import java.io.EOFException;
import java.io.IOException;
import java.io.Serial;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import javax.net.ssl.SSLException;
import org.headroom.probes.galera.Trouble.Kind;

/** Carries a trouble from where it was met to the probe, within this package. */
final class TroubleException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final int TOO_MANY_CONNECTIONS = 1040;
    private static final int ACCESS_DENIED_TO_DATABASE = 1044;
    private static final int ACCESS_DENIED = 1045;
    private static final int HOST_BLOCKED = 1129;
    private static final int HOST_NOT_ALLOWED = 1130;
    private static final int USER_HAS_TOO_MANY_CONNECTIONS = 1203;
    private static final int AUTH_PLUGIN = 1251;
    private static final int ACCESS_DENIED_WITHOUT_PASSWORD = 1698;

    private final transient Trouble trouble;

    TroubleException(Trouble trouble) {
        super(trouble.problem());
        this.trouble = trouble;
    }

    Trouble trouble() {
        return trouble;
    }

    /** Of a socket. */
    static TroubleException of(IOException e, String where) {
        Kind kind = switch (e) {
            case UnknownHostException _ -> Kind.UNKNOWN_HOST;
            // Refused; anything else of that class (no route, host down) is told by its message.
            case ConnectException refused when message(refused).contains("refused") -> Kind.REFUSED;
            case ConnectException _, NoRouteToHostException _, SocketTimeoutException _ -> Kind.UNREACHABLE;
            case SSLException _ -> Kind.UNENCRYPTED;
            case EOFException _ -> Kind.LOST;
            default -> message(e).contains("nreachable") ? Kind.UNREACHABLE : Kind.LOST;
        };
        String detail = kind == Kind.REFUSED || kind == Kind.UNKNOWN_HOST ? where : where + ", " + message(e);
        return new TroubleException(new Trouble(kind, detail));
    }

    /** Of a password file. */
    static TroubleException ofPasswordFile(IOException e, String file) {
        String why = switch (e) {
            case NoSuchFileException _ -> "there is no password file " + file;
            case AccessDeniedException _ -> "password file " + file + " may not be read by this user";
            default -> "password file " + file + " cannot be read";
        };
        return new TroubleException(new Trouble(Kind.NO_PASSWORD, why));
    }

    /** Of the server or the driver. */
    static TroubleException of(SQLException e, String where) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketTimeoutException) {
                return new TroubleException(new Trouble(Kind.SILENT, where));
            }
            if (cause instanceof IOException io) {
                return of(io, where);
            }
        }
        String message = message(e);
        Kind kind = switch (e.getErrorCode()) {
            case TOO_MANY_CONNECTIONS, USER_HAS_TOO_MANY_CONNECTIONS -> Kind.FULL;
            case ACCESS_DENIED,
                    ACCESS_DENIED_TO_DATABASE,
                    ACCESS_DENIED_WITHOUT_PASSWORD,
                    HOST_NOT_ALLOWED,
                    AUTH_PLUGIN -> Kind.DENIED;
            case HOST_BLOCKED -> Kind.BLOCKED;
            default -> isAboutTls(message) ? Kind.UNENCRYPTED : Kind.ODD;
        };
        return new TroubleException(new Trouble(kind, where + ", " + message));
    }

    private static boolean isAboutTls(String message) {
        return message.contains("SSL") || message.contains("ssl ") || message.contains("elf signed");
    }

    /** One line; Connector/J puts its connection's number in front, and never a password. */
    private static String message(Exception e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return message.replaceFirst("^\\(conn=[0-9-]+\\) ", "").strip().replaceAll("\\s+", " ");
    }
}
