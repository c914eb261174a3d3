package org.headroom.lab.line;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.headroom.lab.process.LabException;

/** Asks a running line over its control socket. A line that stands still is an error after a few seconds. */
final class LineClient {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int BUFFER_BYTES = 4096;

    private final Path socket;

    LineClient(Path socket) {
        this.socket = socket;
    }

    void change(LineSettings settings) {
        ask("settings " + settings);
    }

    void roam(String addresses) {
        ask("roam " + addresses);
    }

    LineStatistics statistics() {
        return LineReport.read(ask("statistics"));
    }

    /** Whether the line answers at all. */
    boolean answers() {
        try {
            converse("statistics");
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private String ask(String request) {
        String answer;
        try {
            answer = converse(request);
        } catch (IOException e) {
            throw new LabException(
                    "the slow line does not answer",
                    socket.toString(),
                    "mend the line and make it slow again; " + e,
                    e);
        }
        if (!answer.startsWith("ok\n")) {
            throw new LabException("the slow line refused \"" + request + "\"", socket.toString(), answer.trim());
        }
        return answer.substring("ok\n".length());
    }

    private String converse(String request) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
                Selector selector = Selector.open()) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.write(ByteBuffer.wrap((request + "\n").getBytes(StandardCharsets.UTF_8)));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            return readAll(channel, selector);
        }
    }

    private static String readAll(SocketChannel channel, Selector selector) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        while (true) {
            if (selector.select(PATIENCE.toMillis()) == 0) {
                throw new IOException("no answer within " + PATIENCE.toSeconds() + " s");
            }
            selector.selectedKeys().clear();
            if (channel.read(buffer) < 0) {
                return answer.toString(StandardCharsets.UTF_8);
            }
            answer.write(buffer.array(), 0, buffer.position());
            buffer.clear();
        }
    }
}
