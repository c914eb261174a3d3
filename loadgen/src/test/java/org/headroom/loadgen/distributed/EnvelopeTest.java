package org.headroom.loadgen.distributed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EnvelopeTest {
    private static final SharedKey KEY = SharedKey.of("0123456789abcdef0123456789abcdef", "test");

    private final SessionId session = SessionId.random();
    private final byte[] key = KEY.derive("to injector");
    private final Envelope sender = new Envelope(session, key);
    private final Envelope receiver = new Envelope(session, key);

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void whatIsSealedIsOpenedInOrderAndSaysWhoseItIs() {
        byte[] first = sender.seal(text("one"));

        assertThat(Envelope.sessionOf(first)).contains(session);
        assertThat(receiver.open(first)).hasValue(text("one"));
        assertThat(receiver.open(sender.seal(text("two")))).hasValue(text("two"));
        assertThat(receiver.complete()).isTrue();
    }

    @Property(tries = 200)
    void oneChangedBitAnywhereBreaksTheSeal(@ForAll @IntRange(max = 100_000) int where) {
        byte[] sealed = sender.seal(text("start at once"));
        sealed[where % sealed.length] ^= (byte) (1 << where % 8);

        assertThat(receiver.open(sealed)).isEmpty();
    }

    @Test
    void whatIsPlayedBackIsNotOpenedAgain() {
        byte[] sealed = sender.seal(text("go"));

        assertThat(receiver.open(sealed)).isPresent();
        assertThat(receiver.open(sealed)).isEmpty();
    }

    @Test
    void aSealOfAnotherKeyConversationOrDirectionIsNone() {
        Envelope otherKey =
                new Envelope(session, SharedKey.of("another".repeat(6), "test").derive("to injector"));
        Envelope otherSession = new Envelope(SessionId.random(), key);
        Envelope otherDirection = new Envelope(session, KEY.derive("to coordinator"));

        assertThat(receiver.open(otherKey.seal(text("go")))).isEmpty();
        assertThat(receiver.open(otherSession.seal(text("go")))).isEmpty();
        assertThat(receiver.open(otherDirection.seal(text("go")))).isEmpty();
    }

    @Test
    void aMissingMessageIsNoticed() {
        assertThat(receiver.open(sender.seal(text("one")))).isPresent();
        sender.seal(text("lost on the way"));

        assertThat(receiver.open(sender.seal(text("three")))).isPresent();
        assertThat(receiver.complete()).isFalse();
    }

    @Test
    void rubbishOfAnyLengthIsDropped() {
        for (int length = 0; length < 100; length++) {
            assertThat(receiver.open(new byte[length])).isEmpty();
        }
        assertThat(Envelope.sessionOf(new byte[10])).isEmpty();
    }
}
