package org.headroom.loadgen.quic;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VersionNegotiationTest {
    private final VersionNegotiation negotiation = new VersionNegotiation(new Random(1));
    private final byte[] question = negotiation.question();
    private final byte[] theirs = Arrays.copyOfRange(question, 6, 14);
    private final byte[] ours = Arrays.copyOfRange(question, 15, 23);

    @Test
    void theQuestionIsALargeInitialOfAVersionThatNobodyHas() {
        ByteBuffer in = ByteBuffer.wrap(question);

        assertThat(question).hasSize(1200);
        assertThat(in.get() & 0xf0).isEqualTo(0xc0);
        assertThat(in.getInt() & 0x0f0f0f0f).isEqualTo(0x0a0a0a0a);
        assertThat(in.get()).isEqualTo((byte) 8);
        in.position(in.position() + 8);
        assertThat(in.get()).isEqualTo((byte) 8);
        in.position(in.position() + 8);
        assertThat(in.get()).as("token length").isZero();
        assertThat(in.getShort() & 0x3fff).as("length of the rest").isEqualTo(in.remaining());
    }

    @Test
    void theVersionsAreReadInOrderWithoutGrease() {
        byte[] answer = answer(0x80, 0, ours, theirs, 1, 0xbabababa, 0x6b3343cf, 0xff00001d);

        List<Integer> versions = negotiation.versions(answer).orElseThrow();

        assertThat(versions).containsExactly(1, 0x6b3343cf, 0xff00001d);
        assertThat(versions.stream().map(VersionNegotiation::name)).containsExactly("v1", "v2", "draft-29");
        assertThat(VersionNegotiation.name(0x51303530)).isEqualTo("0x51303530");
    }

    @Test
    void answersToSomebodyElseAreNone() {
        byte[] other = new byte[8];
        assertThat(negotiation.versions(answer(0x80, 0, other, theirs, 1))).isEmpty();
        assertThat(negotiation.versions(answer(0x80, 0, ours, other, 1))).isEmpty();
        assertThat(negotiation.versions(answer(0x80, 0, theirs, ours, 1))).isEmpty();
        assertThat(negotiation.versions(answer(0x80, 0, Arrays.copyOf(ours, 7), theirs, 1)))
                .isEmpty();
    }

    @Test
    void otherPacketsAreNone() {
        assertThat(negotiation.versions(answer(0x00, 0, ours, theirs, 1)))
                .as("short header")
                .isEmpty();
        assertThat(negotiation.versions(answer(0x80, 1, ours, theirs, 1)))
                .as("a version's own packet")
                .isEmpty();
        assertThat(negotiation.versions(answer(0x80, 0, ours, theirs)))
                .as("no version")
                .isEmpty();
    }

    @Test
    void whatIsCutOffIsNone() {
        byte[] whole = answer(0x80, 0, ours, theirs, 1, 2);
        for (int length = 0; length < whole.length; length++) {
            boolean oneVersionIsLeft = length == whole.length - 4;
            assertThat(negotiation.versions(Arrays.copyOf(whole, length)))
                    .as("%d bytes", length)
                    .matches(versions -> versions.isPresent() == oneVersionIsLeft);
        }
    }

    @Test
    void garbageIsNone() {
        Random random = new Random(2);
        for (int i = 0; i < 10_000; i++) {
            byte[] garbage = new byte[random.nextInt(60)];
            random.nextBytes(garbage);
            assertThat(negotiation.versions(garbage)).isEmpty();
        }
    }

    private static byte[] answer(int first, int version, byte[] to, byte[] from, int... versions) {
        ByteBuffer out = ByteBuffer.allocate(200);
        out.put((byte) first).putInt(version);
        out.put((byte) to.length).put(to).put((byte) from.length).put(from);
        for (int one : versions) {
            out.putInt(one);
        }
        return Arrays.copyOf(out.array(), out.position());
    }
}
