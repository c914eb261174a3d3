package org.headroom.probes.galera;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Accepts connections as a database server would, says what it was made to say, and no more. */
final class FakeServer implements AutoCloseable {
    private static final int FROM_TLS_ON = 0xf7fe | 0x0800;
    private static final int WITHOUT_TLS = 0xf7fe & ~0x0800;

    private final ServerSocket socket;
    private final byte[] words;
    private final boolean hangsUp;
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    private FakeServer(byte[] words, boolean hangsUp) throws IOException {
        this.words = words;
        this.hangsUp = hangsUp;
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    /** A stopped process: the kernel accepts for it, and nothing is said. */
    static FakeServer frozen() throws IOException {
        return new FakeServer(new byte[0], false);
    }

    static FakeServer saying(byte[] words) throws IOException {
        return new FakeServer(words, false);
    }

    static FakeServer hangingUp() throws IOException {
        return new FakeServer(new byte[0], true);
    }

    /** A packet of the protocol. */
    static byte[] packet(byte[] payload) {
        byte[] packet = new byte[payload.length + 4];
        packet[0] = (byte) payload.length;
        packet[1] = (byte) (payload.length >> 8);
        System.arraycopy(payload, 0, packet, 4, payload.length);
        return packet;
    }

    /** The error that a server greets with that lets nobody in. */
    static byte[] error(int code, String state, String message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0xff);
        out.write(code & 0xff);
        out.write(code >> 8);
        out.writeBytes(("#" + state + message).getBytes(StandardCharsets.UTF_8));
        return packet(out.toByteArray());
    }

    static byte[] greeting(boolean tls) {
        int flags = tls ? FROM_TLS_ON : WITHOUT_TLS;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(10);
        out.writeBytes("11.8.9-MariaDB\0".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(new byte[] {7, 0, 0, 0});
        out.writeBytes("12345678\0".getBytes(StandardCharsets.US_ASCII));
        out.write(flags & 0xff);
        out.write(flags >> 8);
        out.writeBytes(new byte[] {45, 2, 0, (byte) 0xff, (byte) 0x81, 21});
        out.writeBytes(new byte[10]);
        out.writeBytes("123456789012\0mysql_native_password\0".getBytes(StandardCharsets.US_ASCII));
        return packet(out.toByteArray());
    }

    int port() {
        return socket.getLocalPort();
    }

    private void serve() {
        try {
            while (true) {
                Socket client = socket.accept();
                open.add(client);
                client.getOutputStream().write(words);
                if (hangsUp) {
                    client.close();
                }
            }
        } catch (IOException _) {
            // The test is over.
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket client : open) {
            client.close();
        }
    }
}
