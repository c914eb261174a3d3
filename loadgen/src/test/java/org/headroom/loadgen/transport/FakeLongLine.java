package org.headroom.loadgen.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * As if the server were far away: passes TCP and UDP of one port on, each way so much later. The server sees another UDP
 * address for each of the client's, so that it sees a migration. A relay cannot delay TCP's own handshake; what the
 * client sends first is held for one round trip more instead, which comes to the same for what follows.
 */
final class FakeLongLine implements AutoCloseable {
    private final InetSocketAddress server;
    private final long delayNanos;
    private final ServerSocket listener;
    private final DatagramSocket front;
    private final Map<SocketAddress, DatagramSocket> backs = new ConcurrentHashMap<>();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    /** One thread: what was sent first arrives first. */
    private final ScheduledExecutorService line = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("long-line").factory());

    FakeLongLine(InetSocketAddress server, Duration eachWay) throws IOException {
        this.server = server;
        this.delayNanos = eachWay.toNanos();
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        front = new DatagramSocket(listener.getLocalPort(), InetAddress.getLoopbackAddress());
        start(this::accept);
        start(this::fromClients);
    }

    InetSocketAddress address() {
        return (InetSocketAddress) front.getLocalSocketAddress();
    }

    private interface Loop {
        void run() throws IOException;
    }

    private static void start(Loop loop) {
        Thread.ofVirtual().name("long-line").start(() -> {
            try {
                loop.run();
            } catch (IOException | RejectedExecutionException _) {
                // The test, or one end of a connection, is over.
            }
        });
    }

    private void later(long nanos, Loop action) {
        var _ = line.schedule(
                () -> {
                    try {
                        action.run();
                    } catch (IOException _) {
                        // Nobody is there any more.
                    }
                },
                nanos,
                TimeUnit.NANOSECONDS);
    }

    private void fromClients() throws IOException {
        byte[] buffer = new byte[2048];
        while (true) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            front.receive(packet);
            DatagramSocket back = back(packet.getSocketAddress());
            byte[] bytes = Arrays.copyOf(buffer, packet.getLength());
            later(delayNanos, () -> back.send(new DatagramPacket(bytes, bytes.length)));
        }
    }

    private DatagramSocket back(SocketAddress client) throws IOException {
        DatagramSocket known = backs.get(client);
        if (known != null) {
            return known;
        }
        DatagramSocket back = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        back.connect(server);
        backs.put(client, back);
        start(() -> fromServer(back, client));
        return back;
    }

    private void fromServer(DatagramSocket back, SocketAddress client) throws IOException {
        byte[] buffer = new byte[2048];
        while (true) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            back.receive(packet);
            byte[] bytes = Arrays.copyOf(buffer, packet.getLength());
            later(delayNanos, () -> front.send(new DatagramPacket(bytes, bytes.length, client)));
        }
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listener.accept();
            Socket far = new Socket(server.getAddress(), server.getPort());
            for (Socket socket : new Socket[] {client, far}) {
                socket.setTcpNoDelay(true);
                sockets.add(socket);
            }
            long openedNanos = System.nanoTime();
            start(() -> pump(client, far, openedNanos + 2 * delayNanos));
            start(() -> pump(far, client, openedNanos));
        }
    }

    private void pump(Socket from, Socket to, long notBeforeNanos) throws IOException {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        byte[] buffer = new byte[16 * 1024];
        while (true) {
            int count = in.read(buffer);
            long held = Math.max(0, notBeforeNanos - System.nanoTime());
            if (count < 0) {
                later(delayNanos + held, to::shutdownOutput);
                return;
            }
            byte[] bytes = Arrays.copyOf(buffer, count);
            later(delayNanos + held, () -> out.write(bytes));
        }
    }

    @Override
    public void close() throws IOException {
        line.shutdownNow();
        listener.close();
        front.close();
        backs.values().forEach(DatagramSocket::close);
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
