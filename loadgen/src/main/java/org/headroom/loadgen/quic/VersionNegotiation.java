package org.headroom.loadgen.quic;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Version negotiation on the wire (RFC 8999, sections 5 and 6): a packet of a version that no server knows, and the list
 * of versions that must come back.
 */
final class VersionNegotiation {
    /** Any version of this shape is never used (RFC 9000, section 15). */
    private static final int UNKNOWN_VERSION = 0x1a2a3a4a;

    private static final int GREASE_MASK = 0x0f0f0f0f;
    private static final int GREASE = 0x0a0a0a0a;
    private static final int LONG_HEADER = 0x80;
    private static final int FIXED_BIT = 0x40;
    private static final int ID_BYTES = 8;
    /** Servers drop what is smaller (RFC 9000, section 14.1). */
    private static final int DATAGRAM_BYTES = 1200;

    private static final byte NO_TOKEN = 0;
    /** Marks a number of two bytes (RFC 9000, section 16). */
    private static final int TWO_BYTE_NUMBER = 0x4000;

    private static final int V1 = 1;
    private static final int V2 = 0x6b3343cf;
    private static final int DRAFT_MASK = 0xffffff00;
    private static final int DRAFT = 0xff000000;

    private final byte[] theirs = new byte[ID_BYTES];
    private final byte[] ours = new byte[ID_BYTES];
    private final byte[] rest;

    VersionNegotiation(RandomGenerator random) {
        random.nextBytes(theirs);
        random.nextBytes(ours);
        rest = new byte[DATAGRAM_BYTES - 1 - 4 - 2 * (1 + ID_BYTES) - 1 - 2];
        random.nextBytes(rest);
    }

    /**
     * Looks like the first packet of a connection, of a version from nowhere; behind the ids like one of version 1, since
     * some servers read on there before they look at the version.
     */
    byte[] question() {
        return ByteBuffer.allocate(DATAGRAM_BYTES)
                .put((byte) (LONG_HEADER | FIXED_BIT))
                .putInt(UNKNOWN_VERSION)
                .put((byte) ID_BYTES)
                .put(theirs)
                .put((byte) ID_BYTES)
                .put(ours)
                .put(NO_TOKEN)
                .putShort((short) (TWO_BYTE_NUMBER | rest.length))
                .put(rest)
                .array();
    }

    /**
     * The versions in an answer, in the server's order, without those that are there only to be unknown.
     *
     * @return empty: it is no answer to this question
     */
    Optional<List<Integer>> versions(byte[] datagram) {
        ByteBuffer in = ByteBuffer.wrap(datagram);
        try {
            if ((in.get() & LONG_HEADER) == 0 || in.getInt() != 0) {
                return Optional.empty();
            }
            boolean mine = Arrays.equals(id(in), ours) && Arrays.equals(id(in), theirs);
            if (!mine || !in.hasRemaining() || in.remaining() % Integer.BYTES != 0) {
                return Optional.empty();
            }
        } catch (BufferUnderflowException _) {
            return Optional.empty();
        }
        List<Integer> versions = new ArrayList<>();
        while (in.hasRemaining()) {
            int version = in.getInt();
            if ((version & GREASE_MASK) != GREASE) {
                versions.add(version);
            }
        }
        return Optional.of(List.copyOf(versions));
    }

    private static byte[] id(ByteBuffer in) {
        int length = Byte.toUnsignedInt(in.get());
        if (length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] id = new byte[length];
        in.get(id);
        return id;
    }

    /** As people write it: {@code v1}, {@code draft-29}, else the number. */
    static String name(int version) {
        if (version == V1) {
            return "v1";
        }
        if (version == V2) {
            return "v2";
        }
        return (version & DRAFT_MASK) == DRAFT ? "draft-" + (version & 0xff) : String.format("0x%08x", version);
    }

    static boolean browsersSpeak(int version) {
        return version == V1 || version == V2;
    }
}
