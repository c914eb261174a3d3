package org.headroom.probes.galera;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a database server that has heard its greeting and plays it again to who reads from it.
 *
 * <p>The greeting says whether the server can do TLS: Connector/J must be told before it connects, and a connection that
 * is opened and dropped to find out leaves a warning in the server's log each time. Besides, a frozen server is told
 * from an unreachable one here: the kernel accepts for it, and nothing is said.
 */
final class GreetedSocket extends Socket {
    private static final int HEADER = 4;
    private static final int LONGEST = 4096;
    private static final int PROTOCOL = 10;
    private static final int THREAD_AND_SCRAMBLE = 4 + 8 + 1;
    /** In the second byte of the flags. */
    private static final int TLS = 0x08;

    private byte[] greeting = new byte[0];
    private @Nullable InputStream replayed;

    /** Connects, no more: what is silent afterwards is frozen. */
    @SuppressWarnings("AddressSelection") // Names have one address in a stack file's world; the JVM picks it.
    static GreetedSocket connect(String host, int port, int timeoutMillis) throws IOException {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new java.net.UnknownHostException(host);
        }
        GreetedSocket socket = new GreetedSocket();
        try {
            socket.connect(address, timeoutMillis);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /**
     * Waits for the greeting.
     *
     * @throws SocketTimeoutException if nothing, or not all of it, came in time
     */
    void hear(int timeoutMillis) throws IOException {
        long end = System.nanoTime() + timeoutMillis * 1_000_000L;
        byte[] header = read(HEADER, end);
        int length = (header[0] & 0xff) | (header[1] & 0xff) << 8 | (header[2] & 0xff) << 16;
        if (length == 0 || length > LONGEST) {
            throw new IOException("what answers there is no database server");
        }
        byte[] body = read(length, end);
        greeting = new byte[HEADER + length];
        System.arraycopy(header, 0, greeting, 0, HEADER);
        System.arraycopy(body, 0, greeting, HEADER, length);
        replayed = new SequenceInputStream(new ByteArrayInputStream(greeting), super.getInputStream());
    }

    private byte[] read(int length, long end) throws IOException {
        byte[] bytes = new byte[length];
        int have = 0;
        while (have < length) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new SocketTimeoutException("the greeting is cut off");
            }
            setSoTimeout((int) left);
            int got = super.getInputStream().read(bytes, have, length - have);
            if (got < 0) {
                throw new EOFException("the connection was closed before the greeting");
            }
            have += got;
        }
        return bytes;
    }

    /** Whether the server can do TLS. */
    boolean offersTls() {
        int flags = flags();
        return flags > 0 && (greeting[flags + 1] & TLS) != 0;
    }

    /** Where the lower flags of what the server can do are, of two bytes; 0 if this is no greeting. */
    private int flags() {
        if (greeting.length <= HEADER || greeting[HEADER] != PROTOCOL) {
            return 0;
        }
        int end = HEADER + 1;
        while (end < greeting.length && greeting[end] != 0) {
            end++;
        }
        int flags = end + 1 + THREAD_AND_SCRAMBLE;
        return flags + 1 < greeting.length ? flags : 0;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        InputStream heard = replayed;
        return heard == null ? super.getInputStream() : heard;
    }
}
