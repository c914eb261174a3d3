package org.headroom.loadgen.page;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** IPv4 and IPv6 addresses of one name. */
public final class Families {
    /** Browsers wait 0.25 s before they try the other family; a slow line gets more. */
    private static final int PATIENCE_MILLIS = 2_000;

    private Families() {}

    /** Whether a TCP connection to that address comes about. */
    public static boolean listens(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(address, PATIENCE_MILLIS);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /**
     * The addresses without those of a family on which none listens. One dead address beside a living one of its
     * family stays: its failures are what visitors meet. All stay when none listens at all.
     */
    static List<InetSocketAddress> listening(
            List<InetSocketAddress> addresses, Predicate<InetSocketAddress> listens, List<String> notes) {
        List<InetSocketAddress> four =
                addresses.stream().filter(Predicate.not(Families::six)).toList();
        List<InetSocketAddress> six = addresses.stream().filter(Families::six).toList();
        if (four.isEmpty() || six.isEmpty()) {
            return addresses;
        }
        boolean fourAlive = four.stream().anyMatch(listens);
        boolean sixAlive = six.stream().anyMatch(listens);
        if (fourAlive == sixAlive) {
            return addresses;
        }
        notes.add(String.format(
                Locale.ROOT,
                "%s has %d %s address(es) on which nobody listens; browsers fall back to the others, and so does this run",
                addresses.getFirst().getHostString(),
                fourAlive ? six.size() : four.size(),
                fourAlive ? "IPv6" : "IPv4"));
        return fourAlive ? four : six;
    }

    private static boolean six(InetSocketAddress address) {
        return address.getAddress() instanceof Inet6Address;
    }
}
