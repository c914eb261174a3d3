package org.headroom.loadgen.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** A TCP port whose accept queue is full, so that the kernel drops further connection attempts. */
final class SilentTcp implements AutoCloseable {
    private final ServerSocket listening;
    private final List<SocketChannel> filling = new ArrayList<>();

    SilentTcp() throws IOException {
        listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        while (fits()) {}
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), listening.getLocalPort());
    }

    private boolean fits() throws IOException {
        SocketChannel channel = SocketChannel.open();
        filling.add(channel);
        try {
            channel.socket().connect(address(), 200);
            return true;
        } catch (SocketTimeoutException _) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel channel : filling) {
            channel.close();
        }
        listening.close();
    }
}
