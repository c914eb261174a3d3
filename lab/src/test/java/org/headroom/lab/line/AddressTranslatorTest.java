package org.headroom.lab.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.net.Inet4Address;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.headroom.lab.line.Packets.Addresses;
import org.junit.jupiter.api.Test;

final class AddressTranslatorTest {
    private static final String OWN = "10.78.0.1";
    private static final String SEEN = "10.78.0.77";
    private static final String PEER = "10.78.0.2";
    private static final AddressTranslator AWAY =
            AddressTranslator.none().changedTo(Optional.of(Roaming.of(OWN, SEEN)));

    private static Frame frame(byte[] bytes) {
        return new Frame(MemorySegment.ofArray(bytes)).at(0, bytes.length);
    }

    private static byte[] outward(byte[] bytes) {
        AWAY.outward(frame(bytes));
        return bytes;
    }

    private static byte[] inward(byte[] bytes) {
        assertThat(AWAY.inward(frame(bytes))).isTrue();
        return bytes;
    }

    @Property
    void tcpAndUdpLeaveAsIfTheHostHadTheOtherAddress(@ForAll @Size(max = 1460) byte[] data, @ForAll boolean tcp) {
        assertThat(outward(Packets.packet(tcp, new Addresses(OWN, PEER), data)))
                .isEqualTo(Packets.packet(tcp, new Addresses(SEEN, PEER), data));
    }

    @Property
    void answersArriveAsIfTheHostHadItsOwnAddress(@ForAll @Size(max = 1460) byte[] data, @ForAll boolean tcp) {
        assertThat(inward(Packets.packet(tcp, new Addresses(PEER, SEEN), data)))
                .isEqualTo(Packets.packet(tcp, new Addresses(PEER, OWN), data));
    }

    @Property
    void anyAddressGivesTheSumThatAFullComputationGives(
            @ForAll @Size(4) byte[] own, @ForAll @Size(4) byte[] seen, @ForAll @Size(max = 50) byte[] data)
            throws Exception {
        Inet4Address from = (Inet4Address) Inet4Address.getByAddress(own);
        Inet4Address to = (Inet4Address) Inet4Address.getByAddress(seen);
        if (from.equals(to)) {
            return;
        }
        byte[] bytes = Packets.packet(false, new Addresses(from.getHostAddress(), PEER), data);

        AddressTranslator.none().changedTo(Optional.of(new Roaming(from, to))).outward(frame(bytes));

        assertThat(bytes).isEqualTo(Packets.packet(false, new Addresses(to.getHostAddress(), PEER), data));
    }

    @Property
    void ofALaterFragmentOnlyTheHeaderChanges(@ForAll @Size(min = 8, max = 1480) byte[] data) {
        assertThat(outward(Packets.fragment(new Addresses(OWN, PEER), data)))
                .isEqualTo(Packets.fragment(new Addresses(SEEN, PEER), data));
    }

    @Test
    void udpWithoutACheckSumStaysWithoutOne() {
        byte[] bytes = Packets.packet(false, new Addresses(OWN, PEER), new byte[10]);
        byte[] expected = Packets.packet(false, new Addresses(SEEN, PEER), new byte[10]);
        for (byte[] each : new byte[][] {bytes, expected}) {
            each[Packets.UDP_CHECKSUM] = 0;
            each[Packets.UDP_CHECKSUM + 1] = 0;
        }

        assertThat(outward(bytes)).isEqualTo(expected);
    }

    @Property
    void whatAnIcmpErrorQuotesIsTranslatedAsWell(@ForAll @Size(8) byte[] data) {
        assertThat(inward(Packets.icmpError(
                        new Addresses(PEER, SEEN), Packets.packet(false, new Addresses(SEEN, PEER), data))))
                .isEqualTo(Packets.icmpError(
                        new Addresses(PEER, OWN), Packets.packet(false, new Addresses(OWN, PEER), data)));
        assertThat(outward(Packets.icmpError(
                        new Addresses(OWN, PEER), Packets.packet(false, new Addresses(PEER, OWN), data))))
                .isEqualTo(Packets.icmpError(
                        new Addresses(SEEN, PEER), Packets.packet(false, new Addresses(PEER, SEEN), data)));
    }

    @Test
    void theHostIsFoundByArpUnderTheOtherAddressOnly() {
        assertThat(inward(Packets.arp(new Addresses(PEER, SEEN)))).isEqualTo(Packets.arp(new Addresses(PEER, OWN)));
        assertThat(outward(Packets.arp(new Addresses(OWN, PEER)))).isEqualTo(Packets.arp(new Addresses(SEEN, PEER)));
        assertThat(AWAY.inward(frame(Packets.arp(new Addresses(PEER, OWN))))).isFalse();
    }

    @Test
    void whatIsForAFormerAddressIsLost() {
        byte[] toOwn = Packets.packet(true, new Addresses(PEER, OWN), new byte[5]);
        byte[] toSeen = Packets.packet(true, new Addresses(PEER, SEEN), new byte[5]);

        assertThat(AWAY.inward(frame(toOwn.clone()))).isFalse();
        AddressTranslator elsewhere = AWAY.changedTo(Optional.of(Roaming.of(OWN, "10.78.0.78")));
        assertThat(elsewhere.inward(frame(toSeen.clone()))).isFalse();
        assertThat(elsewhere.inward(frame(toOwn.clone()))).isFalse();
        AddressTranslator home = elsewhere.changedTo(Optional.empty());
        assertThat(home.inward(frame(toSeen.clone()))).isFalse();
        assertThat(home.inward(frame(toOwn.clone()))).isTrue();
        AddressTranslator awayAgain = home.changedTo(Optional.of(Roaming.of(OWN, SEEN)));
        assertThat(awayAgain.inward(frame(toSeen.clone()))).isTrue();
    }

    @Property
    void anythingElseAndAnythingBrokenPassesUnharmed(@ForAll @Size(max = 100) byte[] bytes) {
        if (bytes.length > 13) {
            bytes[12] = 8;
            bytes[13] = (byte) (bytes[13] & 6);
        }
        byte[] before = bytes.clone();

        AddressTranslator.none().outward(frame(bytes));
        assertThat(AddressTranslator.none().inward(frame(bytes))).isTrue();
        assertThat(bytes).isEqualTo(before);
        AWAY.outward(frame(bytes));
        assertThat(bytes).hasSameSizeAs(before);
    }
}
