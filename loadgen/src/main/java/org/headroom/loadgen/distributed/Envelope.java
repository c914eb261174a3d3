package org.headroom.loadgen.distributed;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Optional;
import javax.crypto.Mac;

/**
 * One direction of one conversation: seals what goes out and opens what comes in. A sealed message is session, number,
 * content and their HMAC-SHA256. The number must rise, so nothing can be played back within a conversation; keys are
 * made from fresh random numbers of both sides, so nothing can be played back into another. Clocks play no part in it:
 * those of the machines may be wrong.
 */
final class Envelope {
    private static final int MAC_BYTES = 32;
    private static final int HEAD_BYTES = SessionId.BYTES + Long.BYTES;

    private final SessionId session;
    private final byte[] key;
    private long lastNumber;
    private boolean complete = true;

    Envelope(SessionId session, byte[] key) {
        this.session = session;
        this.key = key;
    }

    /** The conversation that a sealed message says it belongs to; not to be believed before it is opened. */
    static Optional<SessionId> sessionOf(byte[] sealed) {
        if (sealed.length < HEAD_BYTES + MAC_BYTES) {
            return Optional.empty();
        }
        byte[] id = new byte[SessionId.BYTES];
        ByteBuffer.wrap(sealed).get(id);
        return Optional.of(SessionId.of(id));
    }

    /** Whether no message between those that were opened is missing. */
    synchronized boolean complete() {
        return complete;
    }

    synchronized byte[] seal(byte[] content) {
        ByteBuffer sealed = ByteBuffer.allocate(HEAD_BYTES + content.length + MAC_BYTES);
        sealed.put(session.bytes()).putLong(++lastNumber).put(content);
        Mac mac = SharedKey.mac(key);
        mac.update(sealed.array(), 0, HEAD_BYTES + content.length);
        sealed.put(mac.doFinal());
        return sealed.array();
    }

    /** The content; empty when the seal is not right, it is another conversation's, or it has been seen before. */
    synchronized Optional<byte[]> open(byte[] sealed) {
        if (sealed.length < HEAD_BYTES + MAC_BYTES) {
            return Optional.empty();
        }
        int contentEnd = sealed.length - MAC_BYTES;
        Mac mac = SharedKey.mac(key);
        mac.update(sealed, 0, contentEnd);
        ByteBuffer from = ByteBuffer.wrap(sealed);
        byte[] id = new byte[SessionId.BYTES];
        byte[] given = new byte[MAC_BYTES];
        from.get(contentEnd, given);
        from.get(id);
        long number = from.getLong();
        if (!MessageDigest.isEqual(mac.doFinal(), given) || !SessionId.of(id).equals(session) || number <= lastNumber) {
            return Optional.empty();
        }
        complete &= number == lastNumber + 1;
        lastNumber = number;
        byte[] content = new byte[contentEnd - HEAD_BYTES];
        from.get(content);
        return Optional.of(content);
    }
}
