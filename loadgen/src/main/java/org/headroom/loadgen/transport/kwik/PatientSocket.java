package org.headroom.loadgen.transport.kwik;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketException;
import java.util.concurrent.locks.LockSupport;

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

    private final Thread connecting;
    private boolean handedOver;
    private volatile boolean refused;

    PatientSocket(Thread connecting, InetSocketAddress peer) throws SocketException {
        this.connecting = connecting;
        connect(peer);
    }

    /** Whether the peer's host said that nothing listens there. */
    boolean refused() {
        return refused;
    }

    @Override
    public void receive(DatagramPacket packet) throws IOException {
        try {
            super.receive(packet);
        } catch (PortUnreachableException e) {
            refused = true;
            throw e;
        }
        if (!handedOver) {
            handedOver = true;
            for (int i = 0; i < MOST_CHECKS && connecting.getState() != Thread.State.TIMED_WAITING; i++) {
                LockSupport.parkNanos(CHECK_NANOS);
            }
        }
    }
}
