package org.headroom.probes.galera;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.headroom.probes.nginx.TestAuthority;

/** A database server that offers TLS with certain groups only, and lets nobody in. */
final class FakeTlsServer implements AutoCloseable {
    private static final int SSL_REQUEST = 36;

    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicInteger greeted = new AtomicInteger();
    private final SSLContext context;
    private final String[] groups;

    FakeTlsServer(String... groups) throws IOException, GeneralSecurityException {
        this.groups = groups.clone();
        this.context = context();
        Thread.ofVirtual().start(this::serve);
    }

    int port() {
        return socket.getLocalPort();
    }

    /** How many connections there were. */
    int greeted() {
        return greeted.get();
    }

    private static SSLContext context() throws IOException, GeneralSecurityException {
        TestAuthority.Issued issued =
                new TestAuthority().issue(Instant.now().plus(Duration.ofDays(2)), "db1.example.org");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "db1", issued.keys().getPrivate(), new char[0], issued.chain().toArray(Certificate[]::new));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                answer(client);
            } catch (IOException _) {
                // A client that went away, or the end of the test.
            }
        }
    }

    private void answer(Socket client) throws IOException {
        greeted.incrementAndGet();
        client.getOutputStream().write(FakeServer.greeting(true));
        client.getInputStream().readNBytes(SSL_REQUEST);
        try (SSLSocket encrypted = (SSLSocket) context.getSocketFactory().createSocket(client, null, false)) {
            SSLParameters parameters = encrypted.getSSLParameters();
            parameters.setNamedGroups(groups);
            encrypted.setSSLParameters(parameters);
            InputStream in = encrypted.getInputStream();
            int length = in.read() | in.read() << 8 | in.read() << 16;
            in.readNBytes(length + 1);
            byte[] denied = FakeServer.error(1045, "28000", "Access denied");
            denied[3] = 3;
            encrypted.getOutputStream().write(denied);
            encrypted.getOutputStream().flush();
            in.read();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
