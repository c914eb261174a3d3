package org.headroom.loadgen.transport.lookup;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A fake name server: knows one name, as 127.0.0.1, and answers when the test lets it. */
final class FakeNameServer implements AutoCloseable {
    private static final int TYPE_A = 1;
    private static final int NO_SUCH_NAME = 3;

    private final DatagramSocket socket;
    private final String known;
    private final List<String> questions = new ArrayList<>();
    private final CountDownLatch open = new CountDownLatch(1);

    FakeNameServer(String known) throws IOException {
        this.known = known;
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().name("fake-name-server").start(this::serve);
    }

    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /** Answers from now on, what has been asked first. */
    void answer() {
        open.countDown();
    }

    /** Names asked for IPv4 addresses. */
    synchronized List<String> questions() {
        return List.copyOf(questions);
    }

    private void serve() {
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(new byte[512], 512);
                socket.receive(packet);
                byte[] answer = answer(Arrays.copyOf(packet.getData(), packet.getLength()));
                open.await();
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            }
        } catch (IOException | InterruptedException _) {
            // The test is over.
        }
    }

    private byte[] answer(byte[] query) {
        int at = 12;
        List<String> labels = new ArrayList<>();
        while (query[at] != 0) {
            labels.add(new String(query, at + 1, query[at], StandardCharsets.US_ASCII));
            at += query[at] + 1;
        }
        String name = String.join(".", labels);
        int type = query[at + 2];
        int end = at + 5; // of the question
        boolean found = name.equals(known);
        if (type == TYPE_A) {
            synchronized (this) {
                questions.add(name);
            }
        }
        int answers = found && type == TYPE_A ? 1 : 0;
        ByteBuffer out = ByteBuffer.allocate(512);
        out.put(query, 0, 2).put((byte) 0x81).put((byte) (found ? 0x80 : 0x80 | NO_SUCH_NAME));
        out.putShort((short) 1).putShort((short) answers).putShort((short) 0).putShort((short) 0);
        out.put(query, 12, end - 12);
        if (answers == 1) {
            out.putShort((short) 0xc00c).putShort((short) TYPE_A).putShort((short) 1);
            out.putInt(60).putShort((short) 4).put(new byte[] {127, 0, 0, 1});
        }
        return Arrays.copyOf(out.array(), out.position());
    }

    @Override
    public void close() {
        open.countDown();
        socket.close();
    }
}
