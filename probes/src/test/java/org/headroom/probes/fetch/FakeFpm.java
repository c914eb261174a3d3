package org.headroom.probes.fetch;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A FastCGI responder that, as FPM does, keeps a connection open if it is asked to. It answers as a test says. */
final class FakeFpm implements AutoCloseable {
    private static final int BEGIN_REQUEST = 1;
    private static final int END_REQUEST = 3;
    private static final int PARAMS = 4;
    private static final int STDIN = 5;
    private static final int STDOUT = 6;

    private final ServerSocketChannel server;
    private final Function<Map<String, String>, String> responder;
    private final AtomicInteger accepted = new AtomicInteger();
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
    private final List<Map<String, String>> requests = new CopyOnWriteArrayList<>();

    private FakeFpm(ProtocolFamily family, SocketAddress address, Function<Map<String, String>, String> responder) {
        this.responder = responder;
        try {
            server = ServerSocketChannel.open(family).bind(address);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::acceptAll);
    }

    static FakeFpm onTcp(Function<Map<String, String>, String> responder) {
        return new FakeFpm(
                StandardProtocolFamily.INET, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), responder);
    }

    static FakeFpm onUnix(Path socket, Function<Map<String, String>, String> responder) {
        return new FakeFpm(StandardProtocolFamily.UNIX, UnixDomainSocketAddress.of(socket), responder);
    }

    int port() throws IOException {
        return ((InetSocketAddress) server.getLocalAddress()).getPort();
    }

    List<Map<String, String>> requests() {
        return requests;
    }

    int acceptedConnections() {
        return accepted.get();
    }

    int openConnections() {
        return open.size();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (SocketChannel channel : open) {
            channel.close();
        }
    }

    private void acceptAll() {
        try {
            while (true) {
                SocketChannel channel = server.accept();
                accepted.incrementAndGet();
                open.add(channel);
                Thread.ofVirtual().start(() -> serve(channel));
            }
        } catch (ClosedChannelException _) {
            // The test is over.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(SocketChannel channel) {
        try (channel) {
            DataInputStream in = new DataInputStream(Channels.newInputStream(channel));
            OutputStream out = Channels.newOutputStream(channel);
            ByteArrayOutputStream params = new ByteArrayOutputStream();
            boolean keep = false;
            while (true) {
                in.readUnsignedByte();
                int type = in.readUnsignedByte();
                int id = in.readUnsignedShort();
                byte[] content = new byte[in.readUnsignedShort()];
                int padding = in.readUnsignedByte();
                in.readUnsignedByte();
                in.readFully(content);
                in.skipNBytes(padding);
                if (type == BEGIN_REQUEST) {
                    keep = content[2] != 0;
                } else if (type == PARAMS) {
                    params.write(content);
                } else if (type == STDIN && content.length == 0) {
                    answer(out, id, decoded(params.toByteArray()));
                    params.reset();
                    if (!keep) {
                        return;
                    }
                }
            }
        } catch (EOFException | ClosedChannelException _) {
            // The client is done, or the test is.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            open.remove(channel);
        }
    }

    /** One write for all, without an empty last STDOUT record, as FPM does. */
    private void answer(OutputStream out, int id, Map<String, String> params) throws IOException {
        requests.add(params);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        writeRecord(all, STDOUT, id, responder.apply(params).getBytes(StandardCharsets.UTF_8));
        writeRecord(all, END_REQUEST, id, new byte[8]);
        out.write(all.toByteArray());
        out.flush();
    }

    /** Padded to eight bytes, as FPM does. */
    private static void writeRecord(OutputStream out, int type, int id, byte[] content) throws IOException {
        int padding = -content.length & 7;
        out.write(new byte[] {
            1,
            (byte) type,
            (byte) (id >> 8),
            (byte) id,
            (byte) (content.length >> 8),
            (byte) content.length,
            (byte) padding,
            0
        });
        out.write(content);
        out.write(new byte[padding]);
    }

    private static Map<String, String> decoded(byte[] bytes) {
        Map<String, String> params = new HashMap<>();
        int[] at = {0};
        while (at[0] < bytes.length) {
            int nameLength = length(bytes, at);
            int valueLength = length(bytes, at);
            String name = new String(bytes, at[0], nameLength, StandardCharsets.UTF_8);
            params.put(name, new String(bytes, at[0] + nameLength, valueLength, StandardCharsets.UTF_8));
            at[0] += nameLength + valueLength;
        }
        return params;
    }

    private static int length(byte[] bytes, int[] at) {
        int first = bytes[at[0]++] & 0xff;
        if (first < 128) {
            return first;
        }
        int rest = ((bytes[at[0]] & 0xff) << 16) | ((bytes[at[0] + 1] & 0xff) << 8) | (bytes[at[0] + 2] & 0xff);
        at[0] += 3;
        return ((first & 0x7f) << 24) | rest;
    }
}
