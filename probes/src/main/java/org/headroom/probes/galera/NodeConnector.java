package org.headroom.probes.galera;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLException;
import org.headroom.probes.galera.Trouble.Kind;
import org.headroom.scenarios.stack.Galera;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.Driver;

/**
 * Opens connections to a cluster's nodes, with as little of Connector/J as there is: no pool, no failover; one SET
 * after the login, which it cannot be kept from (session tracking, or the character set).
 */
final class NodeConnector {
    private final Galera galera;
    private final Optional<Path> caFile;
    /** Nodes that speak no X25519. */
    private final Set<Galera.Node> ofOtherGroups = ConcurrentHashMap.newKeySet();

    /**
     * For the nodes of a cluster.
     *
     * @param caFile PEM file of a CA to trust, for {@code tls: verify}
     */
    NodeConnector(Galera galera, Optional<Path> caFile) {
        this.galera = galera;
        this.caFile = caFile;
    }

    /**
     * Opens a connection.
     *
     * @param patience for the connection, for the login, and later for each statement
     */
    Connection open(Galera.Node node, Duration patience) throws TroubleException {
        String where = node.address() + ":" + node.port();
        String password = password();
        int millis = Math.clamp(patience.toMillis(), 1, Integer.MAX_VALUE);
        try {
            if (!ofOtherGroups.contains(node)) {
                try {
                    return opened(node, where, password, millis, true);
                } catch (SQLException e) {
                    if (!handshakeFailed(e)) {
                        throw e;
                    }
                    ofOtherGroups.add(node);
                }
            }
            return opened(node, where, password, millis, false);
        } catch (SQLException e) {
            throw TroubleException.of(e, where);
        }
    }

    private Connection opened(Galera.Node node, String where, String password, int millis, boolean light)
            throws TroubleException, SQLException {
        GreetedSocket socket = greeted(node, where, millis);
        try {
            Properties options = options(password, millis, socket.offersTls());
            if (light) {
                options.setProperty("tlsSocketType", LightTls.TYPE);
            }
            Configuration configuration = configuration(node, options);
            return ScopedValue.where(GreetedSocketFactory.HANDED, socket).call(() -> Driver.connect(configuration));
        } catch (SQLException e) {
            close(socket);
            throw e;
        }
    }

    /** Not by a certificate, which would fail again. */
    private static boolean handshakeFailed(SQLException e) {
        boolean failed = false;
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof GeneralSecurityException) {
                return false;
            }
            failed |= cause instanceof SSLException;
        }
        return failed;
    }

    private static GreetedSocket greeted(Galera.Node node, String where, int millis) throws TroubleException {
        GreetedSocket socket;
        try {
            socket = GreetedSocket.connect(node.address(), node.port(), millis);
        } catch (IOException e) {
            throw TroubleException.of(e, where);
        }
        try {
            socket.hear(millis);
            return socket;
        } catch (SocketTimeoutException _) {
            close(socket);
            throw new TroubleException(
                    new Trouble(Kind.SILENT, "%s, not a byte within %.1f s".formatted(where, millis / 1e3)));
        } catch (IOException e) {
            close(socket);
            throw TroubleException.of(e, where);
        }
    }

    private Properties options(String password, int millis, boolean offersTls) {
        Properties options = new Properties();
        options.setProperty("user", galera.user());
        options.setProperty("password", password);
        options.setProperty("socketFactory", GreetedSocketFactory.class.getName());
        options.setProperty("connectTimeout", Integer.toString(millis));
        options.setProperty("socketTimeout", Integer.toString(millis));
        // Several statements in one round trip; all of them are constants of this package.
        options.setProperty("allowMultiQueries", "true");
        // Nothing that would be a SET statement at the start, or go elsewhere than where it was sent.
        options.setProperty("jdbcCompliantTruncation", "false");
        options.setProperty("permitRedirect", "false");
        options.setProperty("cacheCodecs", "true");
        options.setProperty("sslMode", sslMode(offersTls));
        if (galera.tls() == Galera.Tls.VERIFY) {
            caFile.ifPresent(file -> options.setProperty("serverSslCert", file.toString()));
        }
        return options;
    }

    private static Configuration configuration(Galera.Node node, Properties options) throws SQLException {
        String address = node.address().contains(":") ? "[" + node.address() + "]" : node.address();
        return Configuration.parse("jdbc:mariadb://" + address + ":" + node.port() + "/", options);
    }

    private String sslMode(boolean offered) {
        return switch (galera.tls()) {
            case VERIFY -> "verify-full";
            case REQUIRE -> "trust";
            case PREFER -> offered ? "trust" : "disable";
            case NONE -> "disable";
        };
    }

    /** Read anew each time, so that a new one needs no restart of {@code watch}. */
    private String password() throws TroubleException {
        if (galera.passwordFile().isEmpty()) {
            return "";
        }
        Path file = galera.passwordFile().get();
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw TroubleException.ofPasswordFile(e, file.toString());
        }
    }

    private static void close(GreetedSocket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // It is given up anyway.
        }
    }
}
