package org.headroom.loadgen.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class UdpDropsTest {
    @Test
    void theDropsOfOurPortsAreAddedUp() {
        List<String> table = List.of(
                "   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref"
                        + " pointer drops",
                " 1194: 00000000:480B 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 5123 2"
                        + " 00000000 17",
                " 1195: 0100007F:480C 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 5124 2"
                        + " 00000000 5",
                " 1196: 0100007F:480D 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 5125 2"
                        + " 00000000 100");
        assertThat(UdpDrops.sum(table, Set.of(0x480b, 0x480c))).isEqualTo(22);
    }

    @Test
    void aSocketThatNobodyReadsDropsWhatDoesNotFit() throws IOException {
        try (DatagramSocket deaf = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                DatagramSocket loud = new DatagramSocket()) {
            deaf.setReceiveBufferSize(4096);
            Set<Integer> port = Set.of(deaf.getLocalPort());
            assertThat(UdpDrops.of(port)).isZero();
            byte[] bytes = new byte[1000];
            for (int i = 0; i < 100; i++) {
                loud.send(new DatagramPacket(bytes, bytes.length, deaf.getLocalSocketAddress()));
            }
            await().until(() -> UdpDrops.of(port) > 0);
        }
    }
}
