package org.headroom.probes.gluster;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Answers on a unix socket as glusterd and bricks do: to every call with the same body, or with what else it is told to send. */
final class FakeGlusterDaemon implements AutoCloseable {
    private static final int REPLY = 1;

    private final ServerSocketChannel server;

    private FakeGlusterDaemon(Path socket, UnaryOperator<byte[]> answer) throws IOException {
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        Thread.ofVirtual().start(() -> serve(answer));
    }

    /** One that answers with a body. */
    static FakeGlusterDaemon answering(Path socket, byte[] body) throws IOException {
        return new FakeGlusterDaemon(socket, call -> reply(call, body));
    }

    /** One that sends these bytes whatever it is asked, and hangs up. */
    static FakeGlusterDaemon sending(Path socket, byte[] bytes) throws IOException {
        return new FakeGlusterDaemon(socket, _ -> bytes);
    }

    /** One that lets everybody connect and says nothing. */
    static FakeGlusterDaemon silent(Path socket) throws IOException {
        return new FakeGlusterDaemon(socket, _ -> new byte[0]);
    }

    private void serve(UnaryOperator<byte[]> answer) {
        try {
            while (true) {
                SocketChannel client = server.accept();
                Thread.ofVirtual().start(() -> answer(client, answer));
            }
        } catch (ClosedChannelException e) {
            // The test is over.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answer(SocketChannel client, UnaryOperator<byte[]> answer) {
        try (client) {
            var in = new java.io.DataInputStream(Channels.newInputStream(client));
            byte[] call = in.readNBytes(in.readInt() & 0x7fffffff);
            byte[] reply = answer.apply(call);
            if (reply.length == 0) {
                in.read();
                return;
            }
            client.write(ByteBuffer.wrap(reply));
        } catch (IOException e) {
            // Whoever asked has gone.
        }
    }

    private static byte[] reply(byte[] call, byte[] body) {
        ByteBuffer reply = ByteBuffer.allocate(28 + body.length);
        reply.putInt(0x80000000 | (24 + body.length))
                .putInt(ByteBuffer.wrap(call).getInt())
                .putInt(REPLY);
        reply.position(28);
        return reply.put(body).array();
    }

    /** A list of friends as glusterd serialises it. */
    static byte[] friends(Map<String, String> connectedByUuid) {
        Map<String, String> dictionary = new LinkedHashMap<>();
        int number = 0;
        for (var friend : connectedByUuid.entrySet()) {
            number++;
            dictionary.put("friend" + number + ".uuid", friend.getKey());
            dictionary.put("friend" + number + ".connected", friend.getValue());
            dictionary.put("friend" + number + ".state", "Peer in Cluster");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(dictionary.size());
            for (var entry : dictionary.entrySet()) {
                byte[] key = entry.getKey().getBytes(StandardCharsets.UTF_8);
                byte[] value = entry.getValue().getBytes(StandardCharsets.UTF_8);
                out.writeInt(key.length);
                out.writeInt(value.length + 1);
                out.write(key);
                out.write(0);
                out.write(value);
                out.write(0);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ByteBuffer.allocate(12 + bytes.size())
                .putInt(0)
                .putInt(0)
                .putInt(bytes.size())
                .put(bytes.toByteArray())
                .array();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
