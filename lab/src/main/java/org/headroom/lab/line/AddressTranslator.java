package org.headroom.lab.line;

import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Gives a host another IPv4 address in the eyes of its peers while its own system notices nothing: in IPv4 headers, in
 * ARP (the host's own answers are passed on with the new address), and in the packets that ICMP errors quote. What still
 * comes for an address that the host had before goes nowhere, as after a real change of network. ICMP's own check sum
 * stays right, since an address in a quoted header and that header's check sum cancel out. IPv6 passes as it is.
 */
final class AddressTranslator {
    private static final int ARP_BYTES = 28;
    private static final int ARP_IPV4_PROTOCOL = Frame.IP + 2;
    private static final int ARP_SENDER = Frame.IP + 14;
    private static final int ARP_TARGET = Frame.IP + 24;
    private static final int ICMP_HEADER_BYTES = 8;
    private static final Set<Integer> ICMP_ERRORS = Set.of(3, 4, 5, 11, 12);

    private final Optional<Roaming> roaming;
    private final Set<Inet4Address> formerAddresses;
    private final boolean active;
    private final int own;
    private final int seen;
    private final int[] former;

    private AddressTranslator(Optional<Roaming> roaming, Set<Inet4Address> formerAddresses) {
        this.roaming = roaming;
        this.formerAddresses = formerAddresses;
        this.active = roaming.isPresent();
        this.own = roaming.map(r -> number(r.own())).orElse(0);
        this.seen = roaming.map(r -> number(r.seen())).orElse(0);
        this.former =
                formerAddresses.stream().mapToInt(AddressTranslator::number).toArray();
    }

    /** For a host that is where it belongs. */
    static AddressTranslator none() {
        return new AddressTranslator(Optional.empty(), Set.of());
    }

    /** The host changes its network again; empty: it comes home. */
    AddressTranslator changedTo(Optional<Roaming> next) {
        Set<Inet4Address> addresses = new TreeSet<>(Comparator.comparingInt(AddressTranslator::number));
        addresses.addAll(formerAddresses);
        roaming.map(Roaming::seen).ifPresent(addresses::add);
        next.map(Roaming::own).ifPresent(addresses::add);
        next.map(Roaming::seen).or(() -> roaming.map(Roaming::own)).ifPresent(addresses::remove);
        return new AddressTranslator(next, addresses);
    }

    Optional<Roaming> roaming() {
        return roaming;
    }

    private static int number(Inet4Address address) {
        return ByteBuffer.wrap(address.getAddress()).getInt();
    }

    /** What the host sends gets the address that others see. */
    void outward(Frame frame) {
        if (!active) {
            return;
        }
        if (isArp(frame)) {
            replaceInArp(frame, ARP_SENDER, own, seen);
            // An announcement names its sender as the target as well.
            replaceInArp(frame, ARP_TARGET, own, seen);
        } else if (isIpv4(frame)) {
            replace(frame, Frame.IP, Frame.IP_SOURCE, own, seen);
            replaceQuoted(frame, Frame.IP_DESTINATION, own, seen);
        }
    }

    /** What others send gets the address that the host knows; false: it is for one that the host has no more. */
    boolean inward(Frame frame) {
        if (!active && former.length == 0) {
            return true;
        }
        if (isArp(frame)) {
            if (isFormer(frame.address(ARP_TARGET))) {
                return false;
            }
            replaceInArp(frame, ARP_TARGET, seen, own);
        } else if (isIpv4(frame)) {
            if (isFormer(frame.address(Frame.IP + Frame.IP_DESTINATION))) {
                return false;
            }
            replace(frame, Frame.IP, Frame.IP_DESTINATION, seen, own);
            replaceQuoted(frame, Frame.IP_SOURCE, seen, own);
        }
        return true;
    }

    private static boolean isArp(Frame frame) {
        return frame.etherType() == Frame.ARP
                && frame.length() >= Frame.IP + ARP_BYTES
                && frame.unsignedShort(ARP_IPV4_PROTOCOL) == Frame.IPV4;
    }

    private static boolean isIpv4(Frame frame) {
        return frame.etherType() == Frame.IPV4 && frame.hasIpHeader(Frame.IP);
    }

    private boolean isFormer(int address) {
        for (int one : former) {
            if (one == address) {
                return true;
            }
        }
        return false;
    }

    private void replaceInArp(Frame frame, int place, int from, int to) {
        if (active && frame.address(place) == from) {
            frame.setAddress(place, to);
        }
    }

    private void replace(Frame frame, int ip, int place, int from, int to) {
        if (active && frame.address(ip + place) == from) {
            frame.replaceAddress(ip, place, to);
        }
    }

    /** An ICMP error quotes the packet that caused it, which went the other way. */
    private void replaceQuoted(Frame frame, int place, int from, int to) {
        int icmp = frame.content(Frame.IP);
        if (icmp < 0 || frame.protocol(Frame.IP) != Frame.ICMP || icmp + ICMP_HEADER_BYTES > frame.length()) {
            return;
        }
        int quoted = icmp + ICMP_HEADER_BYTES;
        if (ICMP_ERRORS.contains(frame.unsignedByte(icmp)) && frame.hasIpHeader(quoted)) {
            replace(frame, quoted, place, from, to);
        }
    }
}
