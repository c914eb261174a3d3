package org.headroom.probes.galera;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/**
 * Hands Connector/J, which makes it by its name, the socket that is already connected: the one bound to {@link #HANDED} by
 * the thread that connects.
 */
public final class GreetedSocketFactory extends SocketFactory {
    static final ScopedValue<Socket> HANDED = ScopedValue.newInstance();

    /** For Connector/J. */
    public GreetedSocketFactory() {}

    @Override
    public Socket createSocket() {
        return HANDED.get();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw unforeseen();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        throw unforeseen();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        throw unforeseen();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        throw unforeseen();
    }

    private static IOException unforeseen() {
        return new IOException("only sockets that are connected already are handed out");
    }
}
