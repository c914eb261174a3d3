package org.headroom.cli.demo.front;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.security.GeneralSecurityException;
import java.util.Optional;

/** Both listeners of the proxy, on one port number of 127.0.0.1. */
public final class Front implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    /** Each try takes a fresh TCP port. That its UDP twin is taken is rare; ten times in a row is no accident. */
    private static final int PORT_TRIES = 10;

    private final InetSocketAddress address;
    private final TcpFront tcp;
    private final Optional<QuicFront> quic;

    private Front(InetSocketAddress address, TcpFront tcp, Optional<QuicFront> quic) {
        this.address = address;
        this.tcp = tcp;
        this.quic = quic;
    }

    /**
     * Binds and serves.
     *
     * @param withH3 whether to serve h3 too
     */
    public static Front start(ServerIdentity identity, Proxy proxy, boolean withH3)
            throws IOException, GeneralSecurityException {
        for (int attempt = 1; ; attempt++) {
            ServerSocketChannel socket = ServerSocketChannel.open();
            Optional<QuicFront> quic = Optional.empty();
            try {
                socket.bind(new InetSocketAddress(InetAddress.ofLiteral(HOST), 0), 1024);
                var address = (InetSocketAddress) socket.getLocalAddress();
                if (withH3) {
                    quic = Optional.of(QuicFront.start(address, identity, proxy));
                }
                Optional<String> altSvc = quic.map(_ -> "h3=\":" + address.getPort() + "\"; ma=86400");
                return new Front(address, TcpFront.start(socket, identity, proxy, altSvc), quic);
            } catch (IOException | GeneralSecurityException | RuntimeException e) {
                quic.ifPresent(QuicFront::close);
                socket.close();
                if (!(e instanceof BindException) || attempt == PORT_TRIES) {
                    throw e;
                }
            }
        }
    }

    /** Where it listens, TCP and UDP. */
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public void close() {
        quic.ifPresent(QuicFront::close);
        tcp.close();
    }
}
