package org.headroom.loadgen.transport;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/** A UDP port that answers each datagram as the test says. */
public final class FakeUdpServer implements AutoCloseable {
    private static final int LONG_HEADER = 0x80;
    private static final int NO_SUCH_VERSION = 0x1a2a3a4a;

    private final DatagramSocket socket;

    private FakeUdpServer(Function<byte[], Optional<byte[]>> answers) throws IOException {
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().name("fake-udp").start(() -> serve(answers));
    }

    /** Answers every datagram by that function, or not. */
    public static FakeUdpServer answering(Function<byte[], Optional<byte[]>> answers) throws IOException {
        return new FakeUdpServer(answers);
    }

    /** Knows only a QUIC version that nobody else does (RFC 8999, section 6). */
    public static FakeUdpServer ofAnotherVersion() throws IOException {
        return new FakeUdpServer(
                datagram -> (datagram[0] & LONG_HEADER) == 0 ? Optional.empty() : Optional.of(otherVersions(datagram)));
    }

    private static byte[] otherVersions(byte[] initial) {
        ByteBuffer in = ByteBuffer.wrap(initial).position(5);
        byte[] to = connectionId(in);
        byte[] from = connectionId(in);
        ByteBuffer out = ByteBuffer.allocate(64);
        out.put((byte) (LONG_HEADER | 0x40)).putInt(0);
        out.put((byte) from.length).put(from);
        out.put((byte) to.length).put(to);
        out.putInt(NO_SUCH_VERSION);
        return Arrays.copyOf(out.array(), out.position());
    }

    private static byte[] connectionId(ByteBuffer in) {
        byte[] id = new byte[in.get()];
        in.get(id);
        return id;
    }

    /** A stateless reset (RFC 9000, section 10.3). */
    static byte[] reset(byte[] token) {
        byte[] datagram = new byte[60];
        ThreadLocalRandom.current().nextBytes(datagram);
        datagram[0] = (byte) (0x40 | (datagram[0] & 0x3f));
        System.arraycopy(token, 0, datagram, datagram.length - token.length, token.length);
        return datagram;
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    private void serve(Function<byte[], Optional<byte[]>> answers) {
        byte[] buffer = new byte[2048];
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                Optional<byte[]> answer = answers.apply(Arrays.copyOf(buffer, packet.getLength()));
                if (answer.isPresent()) {
                    byte[] bytes = answer.get();
                    socket.send(new DatagramPacket(bytes, bytes.length, packet.getSocketAddress()));
                }
            }
        } catch (IOException _) {
            // The test is over.
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
