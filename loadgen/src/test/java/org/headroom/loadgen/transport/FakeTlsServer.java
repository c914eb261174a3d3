package org.headroom.loadgen.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** A fake: a TLS server on raw sockets that does to its clients what {@link BadDay} says. */
abstract class FakeTlsServer implements AutoCloseable {
    private final ServerSocket listening;
    private final SSLContext tls;
    private final String protocol;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();

    FakeTlsServer(TestCertificate certificate, String protocol) {
        this.protocol = protocol;
        try {
            listening = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(certificate.keyStore(), new char[0]);
            tls = SSLContext.getInstance("TLS");
            tls.init(keys.getKeyManagers(), null, null);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /** One TLS connection. */
    record Client(Socket tcp, InputStream in, OutputStream out) {
        /** Not a goodbye but a reset. */
        void reset() throws IOException {
            tcp.setSoLinger(true, 0);
            tcp.close();
        }

        /** Ends our half below TLS, as a proxy that died would, and leaves the socket open. */
        void endOurHalf() throws IOException {
            tcp.shutdownOutput();
        }
    }

    /** Serves requests until the client goes; whatever it throws closes the connection. */
    abstract void serve(Client client) throws IOException;

    final InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), listening.getLocalPort());
    }

    final int openConnections() {
        return open.size();
    }

    final int accepted() {
        return accepted.get();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                accepted.incrementAndGet();
                open.add(socket);
                Thread.ofVirtual().start(() -> greet(socket));
            } catch (IOException _) {
                // Closed, or the client went before it was looked at.
            }
        }
    }

    private void greet(Socket socket) {
        try (socket;
                SSLSocket secure = (SSLSocket) tls.getSocketFactory().createSocket(socket, null, true)) {
            secure.setUseClientMode(false);
            SSLParameters parameters = secure.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {protocol});
            secure.setSSLParameters(parameters);
            secure.startHandshake();
            serve(new Client(socket, secure.getInputStream(), secure.getOutputStream()));
        } catch (IOException _) {
            // The client went, or was sent away.
        } finally {
            open.remove(socket);
        }
    }

    @Override
    public final void close() throws IOException {
        listening.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
