package org.headroom.lab.line;

import java.io.ByteArrayOutputStream;
import java.net.Inet4Address;
import java.nio.ByteBuffer;

/** Ethernet frames as a host would send them, with check sums computed over everything. */
final class Packets {
    static final int UDP_CHECKSUM = 14 + 20 + 6;

    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int ICMP = 1;

    /** From and to, in numbers and dots. */
    record Addresses(String source, String destination) {
        byte[] bytes() {
            return ByteBuffer.allocate(8)
                    .put(Inet4Address.ofLiteral(source).getAddress())
                    .put(Inet4Address.ofLiteral(destination).getAddress())
                    .array();
        }
    }

    private Packets() {}

    static byte[] packet(boolean tcp, Addresses addresses, byte[] data) {
        return frame(ip(tcp ? TCP : UDP, 0, addresses, tcp ? tcp(addresses, data) : udp(addresses, data)));
    }

    static byte[] fragment(Addresses addresses, byte[] data) {
        return frame(ip(UDP, 185, addresses, data));
    }

    static byte[] icmpError(Addresses addresses, byte[] causingFrame) {
        ByteBuffer icmp = ByteBuffer.allocate(8 + 28).put((byte) 3).put((byte) 3);
        icmp.put(8, causingFrame, 14, 28);
        // The check sum of the quoted datagram itself is of no interest to anybody; it stays as it was sent.
        icmp.putShort(8 + 26, (short) 0);
        icmp.putShort(2, (short) sum(icmp.array()));
        return frame(ip(ICMP, 0, addresses, icmp.array()));
    }

    static byte[] arp(Addresses addresses) {
        ByteBuffer arp = ByteBuffer.allocate(14 + 28).position(12).putShort((short) 0x0806);
        arp.putShort((short) 1)
                .putShort((short) 0x0800)
                .put((byte) 6)
                .put((byte) 4)
                .putShort((short) 1);
        arp.put(28, addresses.bytes(), 0, 4).put(38, addresses.bytes(), 4, 4);
        return arp.array();
    }

    private static byte[] frame(byte[] ip) {
        return ByteBuffer.allocate(14 + ip.length)
                .put(new byte[] {2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1, 8, 0})
                .put(ip)
                .array();
    }

    private static byte[] ip(int protocol, int fragment, Addresses addresses, byte[] content) {
        ByteBuffer header = ByteBuffer.allocate(20).put((byte) 0x45).put((byte) 0);
        header.putShort((short) (20 + content.length)).putShort((short) 77).putShort((short) fragment);
        header.put((byte) 64).put((byte) protocol).putShort((short) 0).put(addresses.bytes());
        header.putShort(10, (short) sum(header.array()));
        return ByteBuffer.allocate(20 + content.length)
                .put(header.array())
                .put(content)
                .array();
    }

    private static byte[] tcp(Addresses addresses, byte[] data) {
        ByteBuffer tcp =
                ByteBuffer.allocate(20 + data.length).putShort((short) 4000).putShort((short) 443);
        tcp.putInt(123)
                .putInt(456)
                .putShort((short) 0x5018)
                .putShort((short) 1000)
                .put(20, data);
        tcp.putShort(16, (short) sum(pseudo(TCP, addresses, tcp.array())));
        return tcp.array();
    }

    private static byte[] udp(Addresses addresses, byte[] data) {
        ByteBuffer udp =
                ByteBuffer.allocate(8 + data.length).putShort((short) 4000).putShort((short) 443);
        udp.putShort((short) (8 + data.length)).put(8, data);
        int sum = sum(pseudo(UDP, addresses, udp.array()));
        udp.putShort(6, (short) (sum == 0 ? 0xffff : sum));
        return udp.array();
    }

    private static byte[] pseudo(int protocol, Addresses addresses, byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(addresses.bytes());
        bytes.write(0);
        bytes.write(protocol);
        bytes.write(content.length >> 8);
        bytes.write(content.length);
        bytes.writeBytes(content);
        return bytes.toByteArray();
    }

    /** RFC 1071, over everything. */
    private static int sum(byte[] bytes) {
        long sum = 0;
        for (int i = 0; i < bytes.length; i++) {
            sum += (long) Byte.toUnsignedInt(bytes[i]) << (i % 2 == 0 ? 8 : 0);
        }
        while (sum > 0xffff) {
            sum = (sum & 0xffff) + (sum >> 16);
        }
        return (int) (~sum & 0xffff);
    }
}
