package org.headroom.loadgen.transport.kwik;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The UDP socket of one connection.
 *
 * <p>Kwik's TLS engine sends its ClientHello before it is ready for the answer, and drops one that comes at once: on a
 * fast network some 3 to 5 % of connects then time out. So the first datagram is held until the connecting thread has
 * come to its wait for the handshake. The socket is connected, so that the kernel tells of a closed port.
 */
final class PatientSocket extends DatagramSocket {
    /** Longer than the connecting thread can take to get there. */
    private static final int MOST_CHECKS = 10_000;

    private static final long CHECK_NANOS = 50_000;

    private final @Nullable Thread connecting;
    private boolean handedOver;
    private volatile boolean refused;
    private volatile boolean arrived;
    private volatile boolean left;

    /** The socket for a handshake on that thread. */
    PatientSocket(Thread connecting, InetSocketAddress peer) throws SocketException {
        this.connecting = connecting;
        connect(peer);
    }

    /** Another socket for a connection that has been established; {@code from} may be the wildcard. */
    PatientSocket(InetSocketAddress from, InetSocketAddress peer) throws SocketException {
        super(from);
        this.connecting = null;
        this.handedOver = true;
        connect(peer);
    }

    /** Whether any datagram came. */
    boolean arrived() {
        return arrived;
    }

    /** Whether the peer's host said that nothing listens there. */
    boolean refused() {
        return refused;
    }

    /** The connection goes on over another socket: what is still sent here is lost, as on a network that is gone. */
    void leave() {
        left = true;
    }

    @Override
    public void send(DatagramPacket packet) throws IOException {
        try {
            super.send(packet);
        } catch (IOException e) {
            // Kwik's sender may be at it while the socket closes, and would give up the connection.
            if (!left) {
                throw e;
            }
        }
    }

    @Override
    public void receive(DatagramPacket packet) throws IOException {
        try {
            super.receive(packet);
        } catch (PortUnreachableException e) {
            refused = true;
            throw e;
        }
        arrived = true;
        Thread waited = connecting;
        if (!handedOver && waited != null) {
            handedOver = true;
            for (int i = 0; i < MOST_CHECKS && waited.getState() != Thread.State.TIMED_WAITING; i++) {
                LockSupport.parkNanos(CHECK_NANOS);
            }
        }
    }
}
