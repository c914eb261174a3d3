package org.headroom.lab.line;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * An Ethernet frame within a piece of memory: its numbers in network order, and replacement of addresses with all check
 * sums over them kept right, by the difference only (RFC 1624), so that a broken check sum stays broken. One object is
 * moved from frame to frame.
 */
final class Frame {
    static final int ARP = 0x0806;
    static final int IPV4 = 0x0800;
    static final int IP = 14;
    static final int IP_SOURCE = 12;
    static final int IP_DESTINATION = 16;
    static final int ICMP = 1;

    private static final int ETHER_TYPE = 12;
    private static final int IP_CHECKSUM = 10;
    private static final int IP_FRAGMENT = 6;
    private static final int FRAGMENT_OFFSET_BITS = 0x1fff;
    private static final int IP_PROTOCOL = 9;
    private static final int IP_HEADER_BYTES = 20;
    private static final int TCP = 6;
    private static final int TCP_CHECKSUM = 16;
    private static final int UDP = 17;
    private static final int UDP_CHECKSUM = 6;
    private static final int MAX_SHORT = 0xffff;
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private final MemorySegment memory;
    private long offset;
    private int length;

    Frame(MemorySegment memory) {
        this.memory = memory;
    }

    Frame at(long newOffset, int newLength) {
        offset = newOffset;
        length = newLength;
        return this;
    }

    int length() {
        return length;
    }

    /** The kind of what the frame carries; 0 for a frame cut short. */
    int etherType() {
        return length < IP ? 0 : unsignedShort(ETHER_TYPE);
    }

    int unsignedByte(int at) {
        return Byte.toUnsignedInt(memory.get(ValueLayout.JAVA_BYTE, offset + at));
    }

    int unsignedShort(int at) {
        return Short.toUnsignedInt(memory.get(SHORT, offset + at));
    }

    int address(int at) {
        return memory.get(INT, offset + at);
    }

    void setAddress(int at, int address) {
        memory.set(INT, offset + at, address);
    }

    private void setShort(int at, int value) {
        memory.set(SHORT, offset + at, (short) value);
    }

    /** Whether a whole IPv4 header begins there. */
    boolean hasIpHeader(int ip) {
        return ip + IP_HEADER_BYTES <= length
                && unsignedByte(ip) >> 4 == 4
                && headerBytes(ip) >= IP_HEADER_BYTES
                && ip + headerBytes(ip) <= length;
    }

    private int headerBytes(int ip) {
        return (unsignedByte(ip) & 0xf) * 4;
    }

    int protocol(int ip) {
        return unsignedByte(ip + IP_PROTOCOL);
    }

    /** Where the IPv4 packet's content begins; -1 for a later fragment, which has no header of the next protocol. */
    int content(int ip) {
        return (unsignedShort(ip + IP_FRAGMENT) & FRAGMENT_OFFSET_BITS) == 0 ? ip + headerBytes(ip) : -1;
    }

    /** Replaces the address at the given place in the IPv4 header that begins at {@code ip}. */
    void replaceAddress(int ip, int place, int fresh) {
        int old = address(ip + place);
        setAddress(ip + place, fresh);
        adjust(ip + IP_CHECKSUM, old, fresh);
        int content = content(ip);
        if (content < 0) {
            return;
        }
        if (protocol(ip) == TCP && content + TCP_CHECKSUM + Short.BYTES <= length) {
            adjust(content + TCP_CHECKSUM, old, fresh);
        } else if (protocol(ip) == UDP && content + UDP_CHECKSUM + Short.BYTES <= length) {
            adjustUdp(content + UDP_CHECKSUM, old, fresh);
        }
    }

    /** In UDP, 0 says that there is no check sum, and a sum of 0 is written as its other form, all ones. */
    private void adjustUdp(int at, int old, int fresh) {
        if (unsignedShort(at) != 0) {
            adjust(at, old, fresh);
            if (unsignedShort(at) == 0) {
                setShort(at, MAX_SHORT);
            }
        }
    }

    /** The check sum at the given place covers a number of 32 bits at an even distance, which has changed. */
    private void adjust(int at, int old, int fresh) {
        setShort(at, adjusted(unsignedShort(at), old, fresh));
    }

    /** RFC 1624, equation 3. */
    static int adjusted(int checksum, int old, int fresh) {
        int sum = (~checksum & MAX_SHORT)
                + (~(old >>> Short.SIZE) & MAX_SHORT)
                + (~old & MAX_SHORT)
                + (fresh >>> Short.SIZE)
                + (fresh & MAX_SHORT);
        sum = (sum & MAX_SHORT) + (sum >>> Short.SIZE);
        sum = (sum & MAX_SHORT) + (sum >>> Short.SIZE);
        return ~sum & MAX_SHORT;
    }
}
