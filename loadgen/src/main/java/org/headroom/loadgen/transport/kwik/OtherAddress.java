package org.headroom.loadgen.transport.kwik;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;

/** Where a roaming visitor's packets may come from next. */
final class OtherAddress {
    private OtherAddress() {}

    /**
     * A second address of the interface that the present one belongs to, with any port; of loopback, 127.0.0.2. The
     * wildcard when there is none: then only the port changes, as behind a NAT. Addresses of other interfaces are not
     * taken, since answers to them might come another way, or never.
     */
    static InetSocketAddress than(InetAddress present, InetAddress peer) throws SocketException {
        return new InetSocketAddress(address(present, peer), 0);
    }

    private static InetAddress address(InetAddress present, InetAddress peer) throws SocketException {
        InetAddress wildcard = new InetSocketAddress(0).getAddress();
        if (peer.isLoopbackAddress()) {
            return peer instanceof Inet4Address ? loopback(present) : wildcard;
        }
        NetworkInterface home = NetworkInterface.getByInetAddress(present);
        if (home == null) {
            return wildcard;
        }
        return home.inetAddresses()
                .filter(other -> !other.equals(present)
                        && other.getClass() == present.getClass()
                        && other.isLinkLocalAddress() == present.isLinkLocalAddress())
                .findFirst()
                .orElse(wildcard);
    }

    private static InetAddress loopback(InetAddress present) {
        byte last = (byte) (present.getAddress()[3] == 2 ? 3 : 2);
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, last});
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
