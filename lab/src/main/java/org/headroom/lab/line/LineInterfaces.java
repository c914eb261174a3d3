package org.headroom.lab.line;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32;
import org.headroom.lab.process.Command;
import org.headroom.lab.process.LabException;

/**
 * The interfaces of one line: the host's own one, and between it and the bridge a small bridge and two TAP devices, with
 * names made from the host's. The kernel is asked for the state each time, so a line is found whoever made it.
 */
final class LineInterfaces {
    private static final Path CLASS_NET = Path.of("/sys/class/net");
    private static final Path IPV6 = Path.of("/proc/sys/net/ipv6/conf");
    private static final int MAX_TAIL = Tap.MAX_NAME - "hrs-".length();
    private static final int KEPT_OF_LONG = 4;
    private static final String REMEDY = "see whether the interfaces are there (ip -br link), and run it again";

    private final String peer;
    private final String bridge;
    private final String tail;

    LineInterfaces(String host, String peer, String bridge) {
        this.peer = peer;
        this.bridge = bridge;
        this.tail = tail(host);
    }

    /** Whole if it is short and plain, else its beginning and a sum that tells it from others. */
    private static String tail(String host) {
        String plain = host.replaceAll("[^A-Za-z0-9_-]", "");
        if (plain.equals(host) && !plain.isEmpty() && plain.length() <= MAX_TAIL) {
            return plain;
        }
        String sum = "%07x".formatted(sum(host) & 0xfffffff);
        return plain.substring(0, Math.min(plain.length(), KEPT_OF_LONG)) + sum;
    }

    private static long sum(String text) {
        CRC32 sum = new CRC32();
        sum.update(text.getBytes(StandardCharsets.UTF_8));
        return sum.getValue();
    }

    /** The bridge between the host and the inner device. */
    String small() {
        return "hrs-" + tail;
    }

    /** The device towards the host. */
    String inside() {
        return "hri-" + tail;
    }

    /** The device towards the network. */
    String outside() {
        return "hro-" + tail;
    }

    /** Whether the host's frames go through the line. */
    boolean connected() {
        return master(peer).filter(small()::equals).isPresent()
                && master(inside()).filter(small()::equals).isPresent()
                && master(outside()).filter(bridge::equals).isPresent();
    }

    /** Leads the host's frames through the two devices, which must be there. */
    void connect() {
        ip("link add " + small() + " type bridge stp_state 0 forward_delay 0 mcast_snooping 0");
        for (String name : new String[] {small(), inside(), outside()}) {
            silence(name);
        }
        String mtu = attribute(peer, "mtu");
        String address = attribute(bridge, "address");
        // Without an address set by hand a bridge takes one of its ports', so it would change with them, and every host
        // would look for the bridge at an address that it has no more.
        ip("link set " + bridge + " address " + address);
        if (attribute(peer, "address").equals(address)) {
            // It is this port's that the bridge took: the small bridge would take the host's frames for this machine as
            // its own. Nobody else knows this end of the pair by its address.
            ip("link set " + peer + " address " + neighbour(address));
        }
        ip(
                // The line's own queue is the one that drops, not the device's.
                "link set " + inside() + " mtu " + mtu + " txqueuelen 10000 master " + small() + " up",
                "link set " + outside() + " mtu " + mtu + " txqueuelen 10000 master " + bridge + " up",
                "link set " + small() + " up",
                "link set " + peer + " master " + small());
    }

    /** Another address of the same kind: the last bit is the other way round. */
    static String neighbour(String address) {
        int last = address.length() - 2;
        return address.substring(0, last) + "%02x".formatted(Integer.parseInt(address.substring(last), 16) ^ 1);
    }

    /** The interfaces speak for the host only; what they said on their own would confuse its peers. */
    private static void silence(String name) {
        Path file = IPV6.resolve(name).resolve("disable_ipv6");
        try {
            if (Files.exists(file)) {
                Files.writeString(file, "1");
            }
        } catch (IOException e) {
            throw new LabException("cannot switch off IPv6", file.toString(), "see the cause: " + e, e);
        }
    }

    /** Connects the host to its bridge again, if both are there and a line lies or lay between them. */
    void reconnect() {
        Optional<String> master = master(peer);
        boolean cut = master.isEmpty() || master.get().equals(small());
        if (cut && exists(peer) && exists(bridge)) {
            ip("link set " + peer + " master " + bridge);
        }
    }

    /** Deletes what is left of the line. */
    void delete() {
        for (String name : new String[] {small(), inside(), outside()}) {
            if (exists(name)) {
                // A device of a process that has just been killed may vanish by itself in between.
                Command.Result result = Command.of("ip", "link", "delete", name).run();
                if (!result.good() && exists(name)) {
                    throw new LabException("cannot delete an interface", name, result.output());
                }
            }
        }
    }

    /** Whether anything of a line is there. */
    boolean anyLeft() {
        return exists(small()) || exists(inside()) || exists(outside());
    }

    private static boolean exists(String name) {
        return Files.exists(CLASS_NET.resolve(name));
    }

    private static Optional<String> master(String name) {
        try {
            return Optional.ofNullable(
                            Files.readSymbolicLink(CLASS_NET.resolve(name).resolve("master"))
                                    .getFileName())
                    .map(Path::toString);
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static String attribute(String name, String attribute) {
        try {
            return Files.readString(CLASS_NET.resolve(name).resolve(attribute)).trim();
        } catch (IOException e) {
            throw new LabException("there is no such interface", name, "start the host first: headroom lab up", e);
        }
    }

    private static void ip(String... commands) {
        Command.of("ip", "-batch", "-")
                .withInput(String.join("\n", commands) + "\n")
                .require(REMEDY);
    }
}
