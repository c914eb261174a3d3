package org.headroom.loadgen.transport;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Passes datagrams between one client and a server, until the server is to look as if it had been started anew. */
final class UdpRelay implements AutoCloseable {
    private final DatagramSocket front;
    private final DatagramSocket back;
    private final byte[] token;
    private volatile @Nullable SocketAddress client;
    private final Set<SocketAddress> clients = ConcurrentHashMap.newKeySet();
    private volatile long lastNanos = System.nanoTime();
    private volatile boolean forgotten;

    UdpRelay(InetSocketAddress server, byte[] token) throws IOException {
        this.token = token;
        front = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        back = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        back.connect(server);
        Thread.ofPlatform().daemon().name("relay-in").start(this::fromClient);
        Thread.ofPlatform().daemon().name("relay-out").start(this::fromServer);
    }

    InetSocketAddress address() {
        return (InetSocketAddress) front.getLocalSocketAddress();
    }

    /** From now on the server knows nothing of the connection: it answers by stateless resets. */
    void forget() {
        forgotten = true;
    }

    /** From how many addresses the client has sent. */
    int clients() {
        return clients.size();
    }

    /** Whether neither side has sent anything for so long. */
    boolean quietFor(Duration time) {
        return System.nanoTime() - lastNanos > time.toNanos();
    }

    private void fromClient() {
        byte[] buffer = new byte[2048];
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                front.receive(packet);
                client = packet.getSocketAddress();
                clients.add(packet.getSocketAddress());
                lastNanos = System.nanoTime();
                if (forgotten) {
                    byte[] reset = FakeUdpServer.reset(token);
                    front.send(new DatagramPacket(reset, reset.length, packet.getSocketAddress()));
                } else {
                    back.send(new DatagramPacket(buffer, packet.getLength()));
                }
            }
        } catch (IOException _) {
            // The test is over.
        }
    }

    private void fromServer() {
        byte[] buffer = new byte[2048];
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                back.receive(packet);
                lastNanos = System.nanoTime();
                SocketAddress to = client;
                if (to != null && !forgotten) {
                    front.send(new DatagramPacket(buffer, packet.getLength(), to));
                }
            }
        } catch (IOException _) {
            // The test is over.
        }
    }

    @Override
    public void close() {
        front.close();
        back.close();
    }
}
