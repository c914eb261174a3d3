package org.headroom.probes.galera;

import java.io.IOException;
import java.net.Socket;
import java.sql.SQLException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.HostAddress;
import org.mariadb.jdbc.export.ExceptionFactory;
import org.mariadb.jdbc.plugin.TlsSocketPlugin;
import org.mariadb.jdbc.plugin.tls.main.DefaultTlsSocketPlugin;

/**
 * TLS as Connector/J does it, with a key for one group only, X25519: Java sends keys for two at once, and making the other
 * one (P-256) costs a process that has just started a tenth of a second. A server that knows no X25519 refuses; it is then
 * asked again without this. Connector/J makes it by its {@link #TYPE}.
 */
public final class LightTls implements TlsSocketPlugin {
    static final String TYPE = "HEADROOM-LIGHT";

    private static final String[] GROUPS = {"x25519"};

    private final TlsSocketPlugin standard = new DefaultTlsSocketPlugin();

    /** For Connector/J. */
    public LightTls() {}

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public SSLSocket createSocket(Socket socket, SSLSocketFactory factory) throws IOException {
        SSLSocket encrypted = standard.createSocket(socket, factory);
        SSLParameters parameters = encrypted.getSSLParameters();
        parameters.setNamedGroups(GROUPS);
        encrypted.setSSLParameters(parameters);
        return encrypted;
    }

    @Override
    public TrustManager[] getTrustManager(Configuration configuration, ExceptionFactory failures, HostAddress host)
            throws SQLException {
        return standard.getTrustManager(configuration, failures, host);
    }

    @Override
    public KeyManager[] getKeyManager(Configuration configuration, ExceptionFactory failures) throws SQLException {
        return standard.getKeyManager(configuration, failures);
    }

    @Override
    public void verify(String host, SSLSession session, long thread) throws SSLException {
        standard.verify(host, session, thread);
    }
}
